// What was wrong with a field was true of what stood there: typing something else takes the words and the red away.
document.addEventListener("input", ({ target }) => {
  const field = target.closest('.field[data-state="error"]');
  if (!field) return;
  delete field.dataset.state;
  field.querySelector(".field-error")?.remove();
  target.removeAttribute("aria-invalid");
});
