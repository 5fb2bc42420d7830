// The picker of politicians (`[data-picker]`): the plain radio buttons become a combobox (ARIA 1.2) over the whole directory.
const PAUSE = 200;
let serial = 0;

const element = (tag, properties = {}, attributes = {}) => {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

function enhance(picker) {
  if (picker.dataset.enhanced !== undefined) return;
  picker.dataset.enhanced = "";
  const plain = picker.querySelector("[data-plain]");
  const plainInput = plain.querySelector("input[type=search]");
  const isRequired = picker.dataset.required !== undefined;
  const listId = `picker-list-${++serial}`;

  const value = element("input", { type: "hidden", name: picker.dataset.name });
  const input = element(
    "input",
    { className: "input", type: "text", id: plainInput.id, maxLength: 60, autocomplete: "off", spellcheck: false },
    {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": listId,
      "aria-label": plainInput.getAttribute("aria-label"),
      "aria-required": String(isRequired),
      placeholder: "정치인 이름을 입력하거나 검색하세요 (클릭하면 목록이 나타납니다)",
    },
  );
  if (plainInput.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
  const list = element(
    "ul",
    { className: "picker-list", id: listId, hidden: true },
    { role: "listbox", "aria-label": "정치인" },
  );
  const box = element("div", { className: "picker-box" });
  const chosen = element("div", { className: "picker-chosen", hidden: true });
  const person = element("div", { className: "picker-person" });
  const change = element(
    "button",
    { className: "button", type: "button", textContent: "변경" },
    { "data-kind": "grey", "data-size": "small" },
  );
  const status = element("p", { className: "visually-hidden" }, { role: "status" });
  box.append(input, list);
  chosen.append(person, change);

  let timer;
  let asked;
  let shownFor;
  let active = null;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;

  const highlight = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option ?? null;
    if (!active) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    highlight(null);
  };
  const show = (markup, query) => {
    list.innerHTML = markup;
    if (isRequired) list.querySelectorAll('[data-value=""], [data-optional-only]').forEach((item) => item.remove());
    options().forEach((option, at) => (option.id = `${listId}-${at}`));
    highlight(null);
    list.scrollTop = 0;
    shownFor = query;
    const found = options().filter((option) => option.dataset.value).length;
    const hint = list.querySelector("[data-hint]")?.textContent.trim() ?? "";
    status.textContent = found ? `${found}명. ${hint} 위아래 화살표로 고르세요.` : hint;
  };
  const load = async () => {
    const query = input.value.trim();
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const address = `${picker.dataset.url}?${new URLSearchParams({ q: query })}`;
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text(), query);
    } catch {
      if (signal.aborted) return;
      list.replaceChildren(
        element("li", {
          className: "picker-hint",
          textContent: "목록을 불러오지 못했습니다. 잠시 후 다시 시도해 주세요.",
        }),
      );
      shownFor = undefined;
      status.textContent = list.textContent;
    }
  };
  // Keys choose from what fits what is typed, never from the list before.
  const catchUp = async () => {
    if (shownFor === input.value.trim()) return;
    clearTimeout(timer);
    await load();
  };
  const open = () => {
    if (isOpen()) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (shownFor !== input.value.trim()) load();
  };
  const choose = (id, content) => {
    const before = value.value;
    value.value = id;
    person.replaceChildren(...content);
    const isChosen = id !== "";
    box.hidden = isChosen;
    chosen.hidden = !isChosen;
    if (before !== id) value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const pick = (option) => {
    const id = option.dataset.value;
    input.value = "";
    choose(id, id ? [...option.cloneNode(true).childNodes] : []);
    close();
    status.textContent = id ? `${option.dataset.name} 선택됨` : "정치인을 선택하지 않음";
    if (id) change.focus();
  };
  const step = (by) => {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(active);
    highlight(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  };

  input.addEventListener("click", open);
  input.addEventListener("focus", open);
  input.addEventListener("input", () => {
    open();
    clearTimeout(timer);
    timer = setTimeout(load, PAUSE);
  });
  input.addEventListener("keydown", async (event) => {
    // While a syllable is being composed, Enter and arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open();
      await catchUp();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!isOpen()) return;
      await catchUp();
      const first = options().find((option) => option.dataset.value);
      const wanted = active ?? (input.value.trim() ? first : null);
      if (wanted) pick(wanted);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    }
  });
  // A press on an option must not take the focus away before it is chosen.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !box.contains(event.target)) close();
  });
  change.addEventListener("click", () => {
    choose("", []);
    input.value = "";
    input.focus();
  });

  const known = plain.querySelector("[data-chosen]");
  const words = plainInput.value;
  const checked = plain.querySelector("input[type=radio]:checked");
  if (known && checked?.value) {
    known.querySelector("input").remove();
    value.value = checked.value;
    choose(checked.value, [...known.childNodes]);
  } else {
    input.value = words;
  }
  plain.replaceWith(box, chosen, value, status);
  if (plainInput.autofocus) input.focus();
}

const enhanceAll = (root) => root.querySelectorAll("[data-picker]").forEach(enhance);
enhanceAll(document);
document.addEventListener("htmx:after:swap", () => enhanceAll(document));
