// Shows one comment at a time and moves on every 2.5 seconds; rests while somebody reads it, and for who wants no motion.
const STEP = 2500;
const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const bar of document.querySelectorAll("[data-rolling]")) {
  const list = bar.querySelector("ol");
  const pause = bar.querySelector("[data-pause]");
  let paused = still.matches;
  let busy = false;
  const show = () => pause.setAttribute("aria-label", paused ? "움직임 다시 시작" : "움직임 멈추기");

  bar.addEventListener("pointerenter", () => (busy = true));
  bar.addEventListener("pointerleave", () => (busy = false));
  list.addEventListener("focusin", () => (busy = true));
  list.addEventListener("focusout", () => (busy = false));
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    show();
  });
  show();

  setInterval(() => {
    if (paused || busy || document.hidden) return;
    const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    list.scrollTop = atEnd ? 0 : list.scrollTop + list.clientHeight;
  }, STEP);
}
