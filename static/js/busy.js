// `form[data-busy="등록 중…"]` that htmx sends: its button says the words until the answer has come, and is not pressed twice.
const waiting = new WeakMap();

document.addEventListener("htmx:before:request", ({ target }) => {
  const form = target.closest?.("form[data-busy]");
  const button = target === form && form?.querySelector("[type=submit]");
  if (!button || waiting.has(form)) return;
  waiting.set(form, { button, content: [...button.childNodes] });
  button.setAttribute("aria-busy", "true");
  button.textContent = form.dataset.busy;
});

document.addEventListener("htmx:finally:request", ({ target }) => {
  const form = target.closest?.("form[data-busy]");
  const was = waiting.get(form);
  if (!was) return;
  waiting.delete(form);
  was.button.removeAttribute("aria-busy");
  was.button.replaceChildren(...was.content);
});
