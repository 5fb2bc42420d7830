// 신고하기: `<a data-report href="…">` opens its page's form in a dialog; without scripts the link leads to the page.
import htmx from "../vendor/htmx.esm.min.js";

let dialog;
let opener;

/** The dialog, made when it is first needed. */
function reportDialog() {
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.id = "report-dialog";
  dialog.setAttribute("aria-labelledby", "report-dialog-title");
  const title = document.createElement("h2");
  title.id = "report-dialog-title";
  title.textContent = "신고하기";
  const inside = document.createElement("div");
  inside.id = "report-dialog-inside";
  dialog.append(title, inside);
  dialog.addEventListener("close", () => {
    inside.replaceChildren();
    opener?.focus();
  });
  document.body.append(dialog);
  return dialog;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-report]");
  const asIs = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (!link || asIs) return;
  event.preventDefault();
  const menu = link.closest("details[data-menu]");
  opener = menu?.querySelector("summary") ?? link;
  await htmx.ajax("GET", link.href, { target: reportDialog().querySelector("div"), swap: "innerHTML" });
  // Nothing arrived: a toast has said why.
  if (!dialog.querySelector("div").childElementCount) return;
  dialog.showModal();
  dialog.querySelector("input[type=radio]")?.focus();
});

document.addEventListener("click", (event) => {
  // Where the form stands in the dialog, 취소 closes it instead of leading back.
  if (event.target.closest("#report-dialog a[data-close]")) event.preventDefault();
});

document.addEventListener("reported", () => dialog?.close());
