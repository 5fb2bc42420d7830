// The arrow appears once somebody has scrolled down, and leads back up.
for (const arrow of document.querySelectorAll("[data-go-top]")) {
  const show = () => (arrow.hidden = scrollY <= 200);
  addEventListener("scroll", show, { passive: true });
  show();
  arrow.addEventListener("click", (event) => {
    event.preventDefault();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: 0, behavior: still ? "auto" : "smooth" });
    document.getElementById("main").focus({ preventScroll: true });
  });
}
