// Dialogs: `data-confirm="question"` on a form or button, `data-dialog="id"` on what opens a <dialog>, `data-close` inside.
// Without scripts forms go out unasked and `<a data-dialog href>` leads to a page that does the same.
const confirmDialog = document.getElementById("confirm-dialog");

/** Ask a yes-or-no question in the site's own dialog; a promise of the answer. */
export function ask(question) {
  if (!confirmDialog) return Promise.resolve(window.confirm(question));
  confirmDialog.querySelector("[data-question]").textContent = question;
  confirmDialog.returnValue = "";
  confirmDialog.showModal();
  return new Promise((resolve) => {
    confirmDialog.addEventListener("close", () => resolve(confirmDialog.returnValue === "yes"), { once: true });
  });
}

const agreed = new WeakSet();

// Captured, so that nothing else (htmx included) sends the form before the answer.
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    if (!(await ask(question))) return;
    agreed.add(form);
    form.requestSubmit(submitter?.form === form ? submitter : undefined);
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog) return;
    event.preventDefault();
    opener.closest("details[data-menu]")?.removeAttribute("open");
    dialog.showModal();
    return;
  }
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  const box = dialog.getBoundingClientRect();
  const beside =
    event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  // A press on Enter reports the position 0, 0: it is no press beside the box.
  const onBackdrop = event.target === dialog && event.detail > 0 && beside;
  if (onBackdrop || event.target.closest("[data-close]")) dialog.close();
});

// htmx's own hx-confirm asks here too.
document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx?.confirm) return;
  event.preventDefault();
  ask(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
});
