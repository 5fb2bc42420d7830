// The page of writing and changing a post: the editor, the draft, the warning, one submit.
import { ask } from "./dialog.js";
import { keepDraft } from "./draft.js";
import { enhance } from "./editor.js";
// What this device kept stands in the fields before the editor looks at them.
import { forget } from "./kept-words.js";
import "./submit-once.js";
import { warnBeforeLeaving } from "./unsaved.js";

const form = document.querySelector("form[data-post-form]");
form.querySelectorAll("[data-editor]").forEach(enhance);
const unsaved = warnBeforeLeaving(form);
if (form.dataset.draft) keepDraft(form, unsaved);

// Links beside the submit ask in the site's own words: always (data-ask), or when something was typed (data-ask-changed).
form.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-ask], a[data-ask-changed]");
  if (!link || (link.dataset.askChanged && !unsaved.isDirty())) return;
  event.preventDefault();
  if (!(await ask(link.dataset.ask ?? link.dataset.askChanged))) return;
  unsaved.forget();
  if (link.dataset.ask) forget(form);
  location.assign(link.href);
});

// Whoever comes back to the form after publishing begins another post, which needs a name of its own.
window.addEventListener("pageshow", (event) => {
  const { submission } = form.elements;
  if (event.persisted && submission) submission.value = crypto.randomUUID?.() ?? "";
});
