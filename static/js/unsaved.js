// Asks before a page is left whose form holds something that is stored nowhere yet.

/** Watch `form`; the answer is told when its content is safe. */
export function warnBeforeLeaving(form) {
  let isDirty = false;
  form.addEventListener("input", () => (isDirty = true));
  form.addEventListener("submit", (event) => {
    // What opens in another tab, such as a preview, stores nothing.
    if (!event.defaultPrevented && event.submitter?.formTarget !== "_blank") isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  return { forget: () => (isDirty = false), isDirty: () => isDirty };
}
