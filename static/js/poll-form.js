// A ballot that is being filled in: the button says how many are chosen; thanks leave after three seconds.
const THANKS = 3000;
const NOTHING = "후보를 선택해주세요";
const ONE = "선택한 후보에게 투표하기";

function tell(form) {
  const button = form.querySelector("[data-poll-button]");
  const chosen = form.querySelectorAll("[name=options]:checked").length;
  button.textContent = chosen > 1 ? `${chosen}명의 후보에게 투표하기` : chosen ? ONE : NOTHING;
  button.toggleAttribute("data-empty", chosen === 0);
}

function begin() {
  document.querySelectorAll("form[data-poll-form]").forEach(tell);
  for (const thanks of document.querySelectorAll("[data-leaves]")) {
    delete thanks.dataset.leaves;
    setTimeout(() => thanks.remove(), THANKS);
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-poll-form]");
  if (form) tell(form);
});
// A browser that goes back may bring old choices along after the page has begun.
window.addEventListener("pageshow", begin);
document.addEventListener("htmx:after:swap", begin);
begin();
