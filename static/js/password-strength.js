// Says how strong a new password is while it is typed; a point each for 9, 12, A-Z, a-z, 0-9 and a symbol.
const LEVELS = [
  ["약함", "weak"],
  ["보통", "medium"],
  ["강함", "strong"],
];

function points(password) {
  return [
    password.length >= 9,
    password.length >= 12,
    /[A-Z]/.test(password),
    /[a-z]/.test(password),
    /[0-9]/.test(password),
    /[^\p{L}\p{N}\s]/u.test(password),
  ].filter(Boolean).length;
}

for (const part of document.querySelectorAll("[data-password-strength]")) {
  const note = part.querySelector("[data-strength]");
  part.querySelector("input").addEventListener("input", ({ target }) => {
    const reached = points(target.value);
    const [words, level] = LEVELS[reached <= 2 ? 0 : reached <= 4 ? 1 : 2];
    note.hidden = !target.value;
    note.dataset.level = level;
    note.textContent = `비밀번호 강도: ${words}`;
  });
}
