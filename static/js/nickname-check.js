// `자동생성` and `중복 확인` answer in place; without this script the same buttons send the form.
import { toast } from "./toast.js";

async function ask(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

for (const part of document.querySelectorAll("[data-nickname]")) {
  const input = part.querySelector("input");
  const verdict = part.querySelector("[data-verdict]");
  const check = async () => {
    const note = document.createElement("p");
    note.className = "field-note";
    note.setAttribute("role", "status");
    note.textContent = "확인 중...";
    verdict.replaceChildren(note);
    const query = new URLSearchParams({ nickname: input.value, kind: part.dataset.kindOfMember ?? "" });
    // The server wrote and escaped this one line.
    verdict.innerHTML = await ask(`${part.dataset.nickname}?${query}`);
  };

  part.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-suggest], [data-check]");
    if (!button) return;
    event.preventDefault();
    try {
      if (button.dataset.suggest !== undefined) input.value = await ask(`${part.dataset.nickname}?suggest`);
      await check();
    } catch {
      verdict.replaceChildren();
      toast("서버 오류가 발생했습니다. 다시 시도해주세요.", "error");
    }
  });
  // What was said is true of what was typed then.
  input.addEventListener("input", () => verdict.replaceChildren());
}
