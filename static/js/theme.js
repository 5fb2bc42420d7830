// The reader's colours: as the system says (the default), 라이트 or 다크. A script of its own in <head>, no module, so that
// it runs before anything is painted; without scripts the page is light. The page itself is the same for everybody.
{
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let choice = "system";

  const apply = () => {
    const isDark = choice === "dark" || (choice === "system" && system.matches);
    root.dataset.theme = isDark ? "dark" : "light";
    root.dataset.themeChoice = choice;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark ? "#15181c" : "#ffffff");
  };
  const read = () => {
    try {
      choice = localStorage.getItem("theme") ?? "system";
    } catch {
      // A browser that keeps nothing gets the default.
    }
    apply();
  };

  read();
  system.addEventListener("change", apply);
  // Chosen in another tab.
  addEventListener("storage", read);
  // Chosen in the footer.
  addEventListener("themechange", (event) => {
    choice = event.detail;
    apply();
  });
}
