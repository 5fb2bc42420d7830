// Keeps what is being written on the server, two seconds after the last key; this device keeps it anyway (`kept-words.js`).
import { ask } from "./dialog.js";
import { forget, keepNow } from "./kept-words.js";

const PAUSE = 2000;
const FIELDS = ["title", "body", "markup", "politician", "draft"];
const QUESTION = "다른 창에서 이 게시판의 임시 글을 바꾸었습니다. 이 창의 글로 바꿀까요?";

const clock = () => new Date().toTimeString().slice(0, 8);

/** Store `form` while it is written; `unsaved.forget()` is called whenever everything is stored. */
export function keepDraft(form, unsaved) {
  const state = form.querySelector("[data-draft-state]");
  let timer = null;
  let running = null;
  // Another tab's draft stays what the server has until the writer says otherwise.
  let isOff = false;

  const values = () => {
    const all = new FormData(form);
    return Object.fromEntries(FIELDS.filter((name) => all.has(name)).map((name) => [name, all.get(name)]));
  };
  const onDevice = (words) => {
    if (!keepNow(form)) return;
    state.textContent = `${words} 이 기기에 임시 저장했습니다. ${clock()}`;
    unsaved.forget();
  };
  const stop = () => {
    clearTimeout(timer);
    timer = null;
    running?.abort();
  };
  const conflict = async ({ version }) => {
    isOff = true;
    onDevice("다른 창에서 쓴 임시 글이 있어");
    if (!(await ask(QUESTION))) return;
    isOff = false;
    form.elements.draft.value = version;
    save();
  };
  const save = async (keepalive = false) => {
    stop();
    const mine = new AbortController();
    running = mine;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(values()),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        signal: mine.signal,
        keepalive,
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok && "version" in said) {
        form.elements.draft.value = said.version;
        state.textContent = `임시 저장했습니다. ${clock()}`;
        if (timer !== null) return;
        forget(form);
        unsaved.forget();
      } else if (answer.status === 409) await conflict(said);
      else if (answer.status === 401) onDevice("로그인이 끝나");
      else state.textContent = said.error ?? "임시 저장하지 못했습니다.";
    } catch (error) {
      if (error.name !== "AbortError") onDevice("인터넷에 연결되지 않아");
    }
  };

  form.addEventListener("input", () => {
    if (isOff) return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== null) save(true);
  });
  // A draft that arrives after the post itself would come back as a ghost.
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) stop();
  });
  document.querySelector("[data-discard]")?.addEventListener("click", () => {
    stop();
    forget(form);
    unsaved.forget();
  });
}
