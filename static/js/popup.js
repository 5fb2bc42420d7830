// `<details data-popup="id">` over a corner: × (which works without scripts), 닫기 and Escape close it until the next
// load; `24시간 동안 다시 보지 않기` is remembered by this browser.
const DAY = 24 * 3600 * 1000;
const keyOf = (popup) => `popup_hide_until:${popup.dataset.popup}`;

function hiddenUntil(popup) {
  try {
    return Number(localStorage.getItem(keyOf(popup)));
  } catch {
    return 0;
  }
}

function close(popup) {
  const hadFocus = popup.contains(document.activeElement);
  popup.remove();
  if (!hadFocus) return;
  const next = document.querySelector("[data-popup] summary") ?? document.getElementById("main");
  next.focus({ preventScroll: true });
}

for (const popup of document.querySelectorAll("[data-popup]")) {
  if (hiddenUntil(popup) > Date.now()) {
    popup.remove();
    continue;
  }
  popup.dataset.ready = "";
  popup.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    close(popup);
  });
  popup.querySelector("[data-popup-close]").addEventListener("click", () => close(popup));
  popup.querySelector("[data-popup-hide]").addEventListener("click", () => {
    try {
      localStorage.setItem(keyOf(popup), String(Date.now() + DAY));
    } catch {
      // Nothing is remembered where the browser keeps nothing.
    }
    close(popup);
  });
}

// Captured, to see the menu or dialog that this same press is about to close.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open], details[data-menu][open]")) return;
    const popup = document.querySelector("[data-popup]");
    if (popup) close(popup);
  },
  { capture: true },
);
