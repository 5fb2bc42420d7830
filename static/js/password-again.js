// Says whether the password that is typed again is the one above: once it is as long, or the field is left.
for (const part of document.querySelectorAll("[data-password-again]")) {
  const note = part.querySelector("[data-match]");
  const again = part.querySelector("input");
  const first = part.closest("form").querySelector("[data-password-strength] input");
  const compare = (isComplete) => {
    const isSame = again.value === first.value;
    note.hidden = !again.value || !(isSame || isComplete || again.value.length >= first.value.length);
    note.dataset.state = isSame ? "ok" : "error";
    const words = isSame ? "비밀번호가 일치합니다." : "비밀번호가 서로 다릅니다.";
    if (!note.hidden && note.textContent !== words) note.textContent = words;
  };
  again.addEventListener("input", () => compare(false));
  again.addEventListener("blur", () => compare(true));
  first.addEventListener("input", () => compare(true));
}
