// Banners: one at a time, the next one every 4 seconds. The strip itself scrolls, so swiping and reading without scripts
// need nothing from here. It rests under the pointer, under the focus, in a hidden tab, and for who wants no motion.
const STEP = 4000;
const SLIDE = 500;
const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const carousel of document.querySelectorAll("[data-carousel]")) {
  const track = carousel.querySelector("[data-track]");
  const slides = [...track.children];
  const toggle = carousel.querySelector("[data-toggle]");
  if (slides.length > 1) run(carousel, track, slides, toggle);
}

function run(carousel, track, slides, toggle) {
  const dots = [...carousel.querySelectorAll("[data-go]")];
  let current = 0;
  let paused = still.matches;
  let hovered = false;
  let focused = false;
  let frame = 0;
  let waited = Date.now();

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
    else go(Number(button.dataset.go));
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
    if (paused || hovered || focused || document.hidden) waited = Date.now();
    else if (Date.now() - waited >= STEP) go(current + 1);
  }, 100);
  show();
}
