// Choosing in a list's panel leads to the list at once. By keys each stroke is a choice: there Enter or the button says
// when.
const FOCUS = `focus ${location.pathname}`;

function watch(form) {
  let byKeys = false;
  let waits = false;
  const days = form.querySelectorAll("[type=date]");

  form.addEventListener("pointerdown", () => (byKeys = false));
  form.addEventListener("keydown", (event) => {
    byKeys = event.key !== "Enter";
    if (byKeys || !waits || !event.target.matches("select")) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("[type=date]")) form.elements.period.value = "custom";
  });
  form.addEventListener("change", ({ target }) => {
    if (!target.matches("select")) return;
    if (target.name === "period" && target.value === "custom") return;
    // A period takes the place of dates that were typed before it was chosen.
    if (target.name === "period") days.forEach((day) => (day.value = day.defaultValue));
    waits = byKeys;
    if (!byKeys) form.requestSubmit();
  });
  form.addEventListener("submit", () => sessionStorage.setItem(FOCUS, document.activeElement.id));
}

const forms = document.querySelectorAll("[data-at-once]");
forms.forEach(watch);

// One goes on where one was.
document.getElementById(sessionStorage.getItem(FOCUS))?.focus({ preventScroll: true });
sessionStorage.removeItem(FOCUS);

// A page that comes back shows what its address says, not what was chosen on the way out.
addEventListener("pageshow", (event) => {
  if (event.persisted) forms.forEach((form) => form.reset());
});
