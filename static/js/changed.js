// `form[data-changed="변경사항 저장"]`: while its fields differ from what is stored, the button says so in red.
const isChanged = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT")
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
};

for (const form of document.querySelectorAll("form[data-changed]")) {
  const button = form.querySelector("[data-save]");
  const words = button.querySelector("span");
  const { kind } = button.dataset;
  const usual = words.textContent;
  const show = () => {
    const changed = [...form.elements].some((field) => field.name && field.type !== "hidden" && isChanged(field));
    button.dataset.kind = changed ? "danger" : kind;
    words.textContent = changed ? form.dataset.changed : usual;
  };
  form.addEventListener("change", show);
  // A browser that comes back to the page may have kept what was not saved.
  window.addEventListener("pageshow", show);
}
