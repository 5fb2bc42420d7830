// The radio buttons in the footer that choose the colours; remembered by this browser.
for (const box of document.querySelectorAll("[data-theme-switch]")) {
  const show = () => {
    for (const radio of box.elements) radio.checked = radio.value === document.documentElement.dataset.themeChoice;
  };
  box.addEventListener("change", (event) => {
    try {
      localStorage.setItem("theme", event.target.value);
    } catch {
      // Then it holds for this page.
    }
    dispatchEvent(new CustomEvent("themechange", { detail: event.target.value }));
  });
  addEventListener("storage", show);
  show();
}
