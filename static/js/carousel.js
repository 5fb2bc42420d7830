// Banners: one at a time, each for its own seconds, or until somebody goes on. The strip itself scrolls, so swiping and
// reading without scripts need nothing from here. It rests under the pointer, under the focus, in a hidden tab, and for who
// wants no motion. Styles leave out on narrow screens what is for wide ones.
import { watch } from "./display-counts.js";

const SLIDE = 500;
const narrow = matchMedia("(max-width: 768px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const carousel of document.querySelectorAll("[data-carousel]")) {
  const track = carousel.querySelector("[data-track]");
  const all = [...track.children];
  const toggle = carousel.querySelector("[data-toggle]");
  all.forEach(watch);
  if (all.length > 1) run(carousel, track, all, toggle);
}

function run(carousel, track, all, toggle) {
  const allDots = [...carousel.querySelectorAll("[data-go]")];
  let slides = all;
  let dots = allDots;
  let current = 0;
  let paused = still.matches;
  let hovered = false;
  let focused = false;
  let frame = 0;
  let waited = Date.now();

  // Which of them this width has.
  function choose() {
    const isThere = (_, index) => !(narrow.matches && "wideOnly" in all[index].dataset);
    slides = all.filter(isThere);
    dots = allDots.filter(isThere);
    allDots.forEach((dot, index) => (dot.hidden = !isThere(dot, index)));
    carousel.toggleAttribute("data-alone", slides.length < 2);
    current = 0;
    track.scrollLeft = 0;
    show();
  }

  function show() {
    const words = paused ? "재생" : "일시정지";
    toggle.title = words;
    toggle.setAttribute("aria-label", words);
    carousel.toggleAttribute("data-paused", paused);
    track.setAttribute("aria-live", paused ? "polite" : "off");
    slides.forEach((slide, index) => (slide.inert = index !== current));
    dots.forEach((dot, index) => {
      if (index === current) dot.setAttribute("aria-current", "true");
      else dot.removeAttribute("aria-current");
    });
  }

  // In half a second, whatever the browser takes for smooth; at once for who wants no motion.
  function scrollTo(left) {
    cancelAnimationFrame(frame);
    if (still.matches) {
      track.scrollLeft = left;
      return;
    }
    const from = track.scrollLeft;
    const began = performance.now();
    track.dataset.moving = "";
    const move = (now) => {
      const part = Math.min(1, (now - began) / SLIDE);
      track.scrollLeft = from + (left - from) * (1 - (1 - part) ** 3);
      if (part < 1) frame = requestAnimationFrame(move);
      else delete track.dataset.moving;
    };
    frame = requestAnimationFrame(move);
  }

  function go(index) {
    current = (index + slides.length) % slides.length;
    waited = Date.now();
    const hadFocus = track.contains(document.activeElement);
    show();
    if (hadFocus) slides[current].querySelector("a").focus({ preventScroll: true });
    scrollTo(current * track.clientWidth);
  }

  // Swiped by hand.
  track.addEventListener("scroll", () => {
    if ("moving" in track.dataset) return;
    const seen = Math.round(track.scrollLeft / track.clientWidth);
    if (seen === current || !slides[seen]) return;
    current = seen;
    waited = Date.now();
    show();
  });
  narrow.addEventListener("change", choose);
  addEventListener("resize", () => {
    cancelAnimationFrame(frame);
    delete track.dataset.moving;
    track.scrollLeft = current * track.clientWidth;
  });

  carousel.addEventListener("pointerenter", (event) => (hovered = event.pointerType === "mouse"));
  carousel.addEventListener("pointerleave", () => (hovered = false));
  // A finger on the strip holds it, like a pointer over it.
  track.addEventListener("touchstart", () => (hovered = true), { passive: true });
  for (const end of ["touchend", "touchcancel"]) track.addEventListener(end, () => (hovered = false));
  carousel.addEventListener("focusin", () => (focused = carousel.matches(":has(:focus-visible)")));
  carousel.addEventListener("focusout", () => (focused = false));

  carousel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button === toggle) {
      paused = !paused;
      waited = Date.now();
      show();
    } else if (button.dataset.step) go(current + Number(button.dataset.step));
    else go(dots.indexOf(button));
  });
  carousel.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      go(current + (event.key === "ArrowRight" ? 1 : -1));
    } else if (event.key === " " && !event.target.closest("button")) {
      event.preventDefault();
      toggle.click();
    }
  });

  setInterval(() => {
    if (slides.length < 2) return;
    const step = 1000 * Number(slides[current].dataset.rotatesAfter);
    if (!step || paused || hovered || focused || document.hidden) waited = Date.now();
    else if (Date.now() - waited >= step) go(current + 1);
  }, 100);
  choose();
}
