// The search box (`form[data-search]`): a press opens the conditions, choosing one or typing searches at once.
// Without scripts it is a plain GET form whose conditions show while it has the focus.
const PAUSE = 300;

/** Take out of a search what is empty or default, so that addresses stay short. */
function prune(data, form) {
  if (!data.get("q")?.trim()) data.delete("q");
  if (!data.has("q") || data.get("in") === form.dataset.default) data.delete("in");
  return data;
}

function enhance(form) {
  if (form.dataset.enhanced !== undefined) return;
  form.dataset.enhanced = "";
  const input = form.elements.q;
  const chip = form.querySelector("[data-chip]");
  let timer;

  const chosen = () => form.querySelector("[name=in]:checked");
  const isOpen = () => form.dataset.open !== undefined;
  const showChip = () => {
    chip.textContent = chosen().parentElement.textContent.trim();
    chip.hidden = !isOpen() && chosen().value === form.dataset.default;
  };
  const open = () => {
    form.dataset.open = "";
    showChip();
  };
  const close = () => {
    delete form.dataset.open;
    showChip();
  };
  const search = () => {
    clearTimeout(timer);
    if (form.hasAttribute("hx-get")) {
      form.dispatchEvent(new CustomEvent("search-now"));
      return;
    }
    const address = new URL(form.action);
    address.search = new URLSearchParams(prune(new FormData(form), form));
    window.location.assign(address);
  };

  input.addEventListener("click", open);
  input.addEventListener("input", () => {
    close();
    clearTimeout(timer);
    if (form.hasAttribute("hx-get")) timer = setTimeout(search, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) {
      close();
      input.focus();
    } else if (event.key === "ArrowDown" && event.target === input) {
      event.preventDefault();
      open();
      chosen().focus();
    } else if (event.key === "Enter" && event.target.name === "in") {
      event.preventDefault();
      close();
      input.focus();
      if (input.value.trim()) search();
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "in") return;
    showChip();
    if (input.value.trim()) search();
  });
  // Arrow keys walk through the conditions and leave the list open; a press (`detail` counts them) chooses and closes.
  form.querySelector("[data-conditions]").addEventListener("click", (event) => {
    if (event.detail === 0) return;
    setTimeout(() => {
      close();
      input.focus();
    });
  });
  form.addEventListener("htmx:config:request", ({ detail }) => prune(detail.ctx.request.body, form));
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !form.contains(event.target)) close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    input.blur();
    search();
  });
}

const enhanceAll = (root) => root.querySelectorAll("form[data-search]").forEach(enhance);
enhanceAll(document);
document.addEventListener("htmx:after:swap", () => enhanceAll(document));
