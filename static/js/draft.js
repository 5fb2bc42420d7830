// Keeps what is being written: on the server two seconds after the last key, on this device while there is no connection.
const PAUSE = 2000;
const FIELDS = ["title", "body", "markup", "politician"];

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const forget = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Private windows may have no storage; then there is nothing to forget.
  }
};
const keep = (key, values) => {
  try {
    localStorage.setItem(key, JSON.stringify({ ...values, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
};
const clock = () => new Date().toTimeString().slice(0, 8);

/** Put back what only this device holds, when it is newer than the server's draft; before the editor looks at the form. */
export function restoreFromDevice(form) {
  const key = form.dataset.draftKey;
  const kept = key && read(key);
  if (!kept) return;
  const isRefused = form.querySelector("[data-state=error], .notice[data-tone=error]");
  const saved = Date.parse(form.dataset.draftSaved) || 0;
  if (isRefused || kept.at <= saved) return;
  for (const name of ["title", "body", "markup"]) form.elements[name].value = kept[name] ?? "";
  form.querySelector("[data-editor]").dataset.html = kept.markup === "html" ? kept.body : "";
  form.before(noteOf(key));
}

function noteOf(key) {
  document.querySelector(".draft-notice")?.remove();
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "notice draft-notice";
  note.setAttribute("role", "status");
  note.textContent = "임시 저장된 글을 불러왔습니다. (이 기기에 저장됨)";
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "link";
  button.textContent = "지우기";
  button.addEventListener("click", () => {
    forget(key);
    window.location.reload();
  });
  note.append(button);
  return note;
}

/** Store `form` while it is written; `unsaved.forget()` is called whenever everything is stored. */
export function keepDraft(form, unsaved) {
  const key = form.dataset.draftKey;
  const state = form.querySelector("[data-draft-state]");
  let timer = null;
  let running = null;

  const values = () => {
    const all = new FormData(form);
    return Object.fromEntries(FIELDS.filter((name) => all.has(name)).map((name) => [name, all.get(name)]));
  };
  const onDevice = () => {
    if (!keep(key, values())) return;
    state.textContent = `인터넷에 연결되지 않아 이 기기에 임시 저장했습니다. ${clock()}`;
    unsaved.forget();
  };
  const save = async (keepalive = false) => {
    clearTimeout(timer);
    timer = null;
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(values()),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        signal: running.signal,
        keepalive,
      });
      if (answer.ok) {
        forget(key);
        state.textContent = `임시 저장했습니다. ${clock()}`;
        if (timer === null) unsaved.forget();
      } else {
        const { error } = await answer.json().catch(() => ({}));
        state.textContent = error ?? "임시 저장하지 못했습니다.";
      }
    } catch (error) {
      if (error.name !== "AbortError") onDevice();
    }
  };
  const stop = () => {
    clearTimeout(timer);
    timer = null;
    running?.abort();
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer !== null) save(true);
  });
  // A draft that arrives after the post itself would come back as a ghost.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    stop();
    if (navigator.onLine) forget(key);
  });
  document.querySelector("[data-discard]")?.addEventListener("click", () => {
    stop();
    forget(key);
    unsaved.forget();
  });
}
