// `form[data-card-form]`: the card beside it follows what is typed; a fresh save says so on its button for three seconds.
const PAUSE = 400;
const SAID_FOR = 3000;

for (const form of document.querySelectorAll("[data-card-form]")) {
  const shown = document.querySelector("[data-card-preview]");
  const picked = form.querySelector("[data-photo-preview] img");
  let timer = null;
  let running = null;

  const showPhoto = () => {
    const photo = shown.querySelector("img.thumb, .thumb img");
    if (photo && picked?.src.startsWith("blob:")) photo.src = picked.src;
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    body.set("preview", "part");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: running.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      shown.replaceChildren(...page.body.childNodes);
      showPhoto();
    } catch {
      // Gone or overtaken: the card stays as it was.
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("reset", () => setTimeout(later));
  form.querySelector("[data-preview-button]")?.remove();

  const saved = form.querySelector("[data-saved]");
  if (saved) {
    const content = [...saved.childNodes];
    saved.textContent = saved.dataset.saved;
    saved.dataset.kind = "success";
    setTimeout(() => {
      saved.replaceChildren(...content);
      delete saved.dataset.kind;
    }, SAID_FOR);
    history.replaceState(history.state, "", location.pathname);
  }
}
