// A ballot that is being filled in: the button says how many are chosen; thanks leave after three seconds.
const THANKS = 3000;
const WORDS = {
  candidates: {
    none: "후보를 선택해주세요",
    one: "선택한 후보에게 투표하기",
    many: (number) => `${number}명의 후보에게 투표하기`,
  },
  things: {
    none: "항목을 선택해주세요",
    one: "선택한 항목에 투표하기",
    many: (number) => `${number}개 항목에 투표하기`,
  },
};

function tell(form) {
  const button = form.querySelector("[data-poll-button]");
  const chosen = form.querySelectorAll("[name=options]:checked").length;
  const words = WORDS[form.dataset.pollForm];
  button.textContent = chosen > 1 ? words.many(chosen) : chosen ? words.one : words.none;
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
