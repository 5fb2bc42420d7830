// `<details data-popup="id">` over a corner: × (which works without scripts), 닫기 and Escape close it until the next
// load; `24시간 동안 다시 보지 않기` is remembered by this browser. One may close by itself after some seconds, unless somebody
// is with it. Of several one is seen at a time, the next when it is closed.
import { tell, watch } from "./display-counts.js";

const DAY = 24 * 3600 * 1000;
const keyOf = (popup) => `popup_hide_until:${popup.dataset.popup}`;

function hiddenUntil(popup) {
  try {
    return Number(localStorage.getItem(keyOf(popup)));
  } catch {
    return 0;
  }
}

function showNext() {
  const next = document.querySelector("[data-popup]");
  if (next) next.dataset.ready = "";
}

// By somebody.
function dismiss(popup) {
  tell("close", popup);
  close(popup);
}

function close(popup) {
  const hadFocus = popup.contains(document.activeElement);
  popup.remove();
  showNext();
  if (!hadFocus) return;
  const next = document.querySelector("[data-popup] summary") ?? document.getElementById("main");
  next.focus({ preventScroll: true });
}

// The seconds stand still under the pointer and the focus, in a hidden tab, and while another popup is over it; whoever
// presses into it has all the time.
function closeLater(popup) {
  let left = Number(popup.dataset.closesAfter) * 10;
  if (!left) return;
  const timer = setInterval(() => {
    if (!popup.isConnected) clearInterval(timer);
    else if (!popup.matches(":hover, :focus-within") && !document.hidden && popup.getClientRects().length) {
      left -= 1;
      if (left <= 0) close(popup);
    }
  }, 100);
  popup.addEventListener("pointerdown", () => clearInterval(timer));
}

for (const popup of document.querySelectorAll("[data-popup]")) {
  if (hiddenUntil(popup) > Date.now()) {
    popup.remove();
    continue;
  }
  watch(popup);
  closeLater(popup);
  popup.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    dismiss(popup);
  });
  popup.querySelector(".popup-link a")?.addEventListener("click", () => tell("click", popup));
  popup.querySelector("[data-popup-close]").addEventListener("click", () => dismiss(popup));
  popup.querySelector("[data-popup-hide]")?.addEventListener("click", () => {
    try {
      localStorage.setItem(keyOf(popup), String(Date.now() + DAY));
    } catch {
      // Nothing is remembered where the browser keeps nothing.
    }
    dismiss(popup);
  });
}

showNext();

// Captured, to see the menu or dialog that this same press is about to close.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open], details[data-menu][open]")) return;
    const popup = document.querySelector("[data-popup]");
    if (popup) dismiss(popup);
  },
  { capture: true },
);
