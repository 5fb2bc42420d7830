// Short messages at the top right: Django's messages, `HX-Trigger: {"toast": {"text": …, "level": …}}`, other modules.
const SHOWN_FOR = 5000;
const box = document.getElementById("toasts");

/** Show `text`; level is success, error, warning or info. Errors stay until they are closed. `way` is a link to follow. */
export function toast(text, level = "info", way = null) {
  const element = document.createElement("div");
  element.className = "toast";
  element.dataset.level = level;
  const words = document.createElement("span");
  words.textContent = text;
  if (way) {
    const link = document.createElement("a");
    link.href = way.href;
    link.textContent = way.words;
    words.append(" ", link);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", "닫기");
  close.textContent = "✕";
  element.append(words, close);
  box?.append(element);
  leaveLater(element);
}

function leaveLater(element) {
  if (element.dataset.level === "error") return;
  const leave = () => {
    if (element.matches(":hover, :focus-within")) setTimeout(leave, SHOWN_FOR);
    else element.remove();
  };
  setTimeout(leave, SHOWN_FOR);
}

box?.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast").remove());
box?.querySelectorAll(".toast").forEach(leaveLater);
document.addEventListener("toast", ({ detail }) => toast(detail.text, detail.level));
