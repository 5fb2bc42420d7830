// `form[data-unsaved="변경사항이 취소되었습니다."]`: asks before a changed form is left; its reset button says what it did.
import { toast } from "./toast.js";
import { warnBeforeLeaving } from "./unsaved.js";

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const watch = warnBeforeLeaving(form);
  form.addEventListener("reset", () => {
    watch.forget();
    toast(form.dataset.unsaved, "info");
  });
}
