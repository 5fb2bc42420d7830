// What somebody types stays on this device until the server has stored it: every `form[data-keep]`, and the forms of staff.
// Kept for the account that typed it and for seven days; of visitors as long as their tab. Never what is secret.
const LONGEST = 7 * 86_400_000;
const LATELY = 600_000;
const PAUSE = 400;
const FORMS = "form[data-keep], .change-form #content-main > form[method=post]";
const WORDS = new Set(["textarea", "text", "search", "url", "tel", "number"]);
const CHOICES = new Set(["select-one", "select-multiple", "radio", "checkbox", "date", "time", "datetime-local"]);

const member = document.querySelector('meta[name="member"]')?.content ?? "";
const MINE = `kept:${member}:`;
const states = new WeakMap();
const seen = new Set();
const name = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

/** The storages of this browser, as far as it lets us: the account's, and the tab's. */
const storages = ["localStorage", "sessionStorage"].flatMap((which) => {
  try {
    return [window[which]];
  } catch {
    return [];
  }
});
const storage = storages.at(member ? 0 : -1);
// Two tabs keep what is theirs side by side.
const tab = (() => {
  try {
    const own = window.sessionStorage.getItem("tab") ?? name();
    window.sessionStorage.setItem("tab", own);
    return own;
  } catch {
    return name();
  }
})();

const read = (key, kept = storage) => {
  try {
    return JSON.parse(kept.getItem(key));
  } catch {
    return null;
  }
};
const write = (key, entry) => {
  try {
    storage.setItem(key, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
};
const entries = (prefix, kept = storage) =>
  Object.keys(kept ?? {})
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ key, ...read(key, kept) }))
    .sort((one, other) => other.at - one.at);

const isWords = (field) => WORDS.has(field.type) && !/password|code|email/.test(field.autocomplete);
const isKept = (field) =>
  field.name && (isWords(field) || (member && CHOICES.has(field.type)) || field.name === "markup");
const isChecked = (field) => field.type === "radio" || field.type === "checkbox";
const contentOf = (field) => (isChecked(field) ? field.checked : field.value);

function valuesOf(form) {
  const values = {};
  for (const field of [...form.elements].filter(isKept)) {
    values[field.name] ??= [];
    values[field.name].push(contentOf(field));
  }
  return values;
}

/** Which form it is: the address to which it goes, with what a reply answers. */
function keyOf(form) {
  const address = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const parent = form.querySelector('input[type=hidden][name="parent"]')?.value;
  return `${MINE}${form.dataset.keep || address}${parent ? `#${parent}` : ""}:`;
}

/** Keep what stands in `form` now; whether it is kept. */
export function keepNow(form) {
  const state = states.get(form);
  if (!state) return false;
  clearTimeout(state.timer);
  if (![...form.elements].some((field) => isWords(field) && field.value.trim())) {
    forget(form);
    return true;
  }
  state.isDirty = false;
  return write(state.key + tab, { at: Date.now(), values: valuesOf(form), sent: state.sent });
}

/** Forget what this tab kept of `form`: it is stored, or thrown away. */
export function forget(form) {
  const state = states.get(form);
  if (!state) return;
  clearTimeout(state.timer);
  state.isDirty = false;
  storage?.removeItem(state.key + tab);
}

/** Put kept values into the fields; the editor, which comes later, begins with them. */
function fill(form, values) {
  const places = {};
  for (const field of [...form.elements].filter(isKept)) {
    const place = places[field.name] ?? 0;
    places[field.name] = place + 1;
    const value = values[field.name]?.[place];
    if (value === undefined) continue;
    if (isChecked(field)) field.checked = value;
    else field.value = value;
  }
  const editor = form.querySelector("[data-editor]");
  if (editor) editor.dataset.html = values.markup?.[0] === "html" ? values.body[0] : "";
  else
    for (const field of [...form.elements].filter(isWords)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function restore(form, entry) {
  const { key, at, values } = entry;
  fill(form, values);
  storage.removeItem(key);
  write(states.get(form).key + tab, { at, values });
}

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.kind = "link";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

function noteOf(form, words, ...buttons) {
  const note = document.createElement("p");
  note.className = "notice draft-notice";
  note.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = words;
  note.append(text, ...buttons);
  document.querySelector(".draft-notice")?.remove();
  form.before(note);
  return note;
}

/** Bring back, or offer, what was typed before; not where the server gave it back with what was wrong. */
function offer(form) {
  const [entry] = entries(states.get(form).key);
  if (!entry || form.querySelector("[data-state=error], .field-error, .errorlist, .notice[data-tone=error]")) return;
  if (entry.at <= (Date.parse(form.dataset.draftSaved) || 0)) return;
  const now = valuesOf(form);
  const isSame = Object.entries(entry.values).every(([field, value]) => String(now[field]) === String(value));
  if (isSame) return;
  const isBlank = ![...form.elements].some((field) => isWords(field) && field.value.trim());
  const drop = button("지우기", () => {
    storage.removeItem(entry.key);
    forget(form);
    window.location.reload();
  });
  if (isBlank || entry.isTaken || form.dataset.draft !== undefined) {
    restore(form, entry);
    noteOf(form, "임시 저장된 글을 불러왔습니다. (이 기기에 저장됨)", drop);
    return;
  }
  const take = button("불러오기", () => {
    if (form.querySelector("[data-editor]")) {
      write(entry.key, { ...entry, isTaken: true });
      window.location.reload();
    } else {
      restore(form, entry);
      note.remove();
    }
  });
  const note = noteOf(form, "저장하지 않은 글이 이 기기에 남아 있습니다.", take, drop);
}

function watch(form) {
  states.set(form, { key: keyOf(form), timer: null, isDirty: false, sent: "" });
  seen.add(form);
  offer(form);
}

function scan() {
  for (const form of seen) if (!form.isConnected) seen.delete(form);
  for (const form of document.querySelectorAll(FORMS)) if (!states.has(form)) watch(form);
}

/** Forget what the server says it has stored, and what is older than it may become. */
function tidy() {
  const stored = [...document.cookie.matchAll(/(?:^|; )stored-([\w-]+)=/g)].map(([, sent]) => sent);
  // Whoever has just signed up typed as a visitor.
  for (const kept of storages) {
    // `draft:` is how a release before this one called what it kept.
    for (const { key, at, sent } of [...entries("kept:", kept), ...entries("draft:", kept)])
      if (stored.includes(sent) || !(Date.now() - at < LONGEST)) kept.removeItem(key);
  }
  for (const sent of stored) {
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store yet.
    document.cookie = `stored-${sent}=; path=/; max-age=0`;
  }
}

/** Where an error page answers a form, its words stand below. */
function showOnErrorPage() {
  const title = document.querySelector("[data-error-title]");
  const entry = title && entries(MINE).find(({ sent, at }) => sent && Date.now() - at < LATELY);
  if (!entry) return;
  const box = document.createElement("textarea");
  box.className = "textarea";
  box.rows = 6;
  box.readOnly = true;
  box.setAttribute("aria-label", "보내지 못한 글");
  const { markup, ...values } = entry.values;
  const words = Object.values(values)
    .flat()
    .filter((value) => typeof value === "string" && value);
  box.value = words
    .map((value) =>
      markup?.[0] === "html"
        ? new DOMParser().parseFromString(value.replaceAll("</p>", "\n</p>"), "text/html").body.textContent
        : value,
    )
    .join("\n\n");
  title.parentElement.append(
    Object.assign(document.createElement("p"), { textContent: "보내지 못한 글은 이 기기에 남아 있습니다." }),
    box,
  );
}

document.addEventListener("input", ({ target }) => {
  const { form } = target;
  const state = form && states.get(form);
  if (!state) return;
  state.isDirty = true;
  state.sent = "";
  clearTimeout(state.timer);
  state.timer = setTimeout(keepNow, PAUSE, form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  const state = states.get(form);
  if (!state || event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
  state.sent = name();
  let field = form.querySelector('input[name="kept"]');
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "kept" });
    form.append(field);
  }
  field.value = state.sent;
  keepNow(form);
});
document.addEventListener("reset", ({ target }) => forget(target));
document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const form = target.closest?.(FORMS);
  const { raw, status } = detail.ctx.response ?? {};
  if (form && detail.ctx.request?.method !== "GET" && status < 300 && !raw.redirected) forget(form);
});
document.addEventListener("htmx:after:swap", scan);
const keepAll = () => {
  for (const form of seen) if (states.get(form).isDirty) keepNow(form);
};
window.addEventListener("pagehide", keepAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());

tidy();
scan();
showOnErrorPage();
