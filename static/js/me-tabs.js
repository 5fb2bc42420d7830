// `[data-me-tabs]`: Ctrl+1–9 and the arrow keys lead from tab to tab, on touch a swipe does; a tab says that it opened.
const SWIPE = 80;
let hadFocus = false;
let start = null;

const tabs = () => [...document.querySelectorAll("[data-me-tabs] a")];
const isOpen = (tab) => tab.hasAttribute("aria-current");

function step(by) {
  const all = tabs();
  const next = all.findIndex(isOpen) + by;
  if (all[next]) all[next].click();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && /^[1-9]$/.test(event.key)) {
    const tab = tabs()[Number(event.key) - 1];
    if (!tab) return;
    event.preventDefault();
    tab.click();
    return;
  }
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const tab = event.target.closest?.("[data-me-tabs] a");
  if (!by || !tab || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const all = tabs();
  const next = all[(all.indexOf(tab) + by + all.length) % all.length];
  next.focus();
  next.click();
});

document.addEventListener(
  "touchstart",
  (event) => {
    const isOurs = event.touches.length === 1 && event.target.closest("[data-me-panel]");
    const scrolls = event.target.closest("input, textarea, select, dialog, table");
    start = isOurs && !scrolls ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  },
  { passive: true },
);

document.addEventListener(
  "touchend",
  (event) => {
    if (!start) return;
    const [touch] = event.changedTouches;
    const across = touch.clientX - start.x;
    const down = touch.clientY - start.y;
    start = null;
    if (Math.abs(across) >= SWIPE && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
  },
  { passive: true },
);

document.addEventListener("htmx:before:swap", () => {
  hadFocus = Boolean(document.activeElement?.closest("[data-me-tabs]"));
});

document.addEventListener("htmx:after:swap", () => {
  const tab = tabs().find(isOpen);
  if (!tab) return;
  if (hadFocus) tab.focus({ preventScroll: true });
  hadFocus = false;
  const news = document.querySelector("[data-me-news]");
  if (news) news.textContent = `${tab.textContent.trim()} 탭으로 이동했습니다.`;
});
