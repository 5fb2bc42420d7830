// `[data-photo-preview]`: the picture that was picked is shown at once; what cannot be stored is said before it is sent.
import { shrunk } from "./shrink.js";
import { toast } from "./toast.js";

const MOST_BYTES = 5 * 1024 * 1024;

for (const box of document.querySelectorAll("[data-photo-preview]")) {
  const input = box.querySelector("input[type=file]");
  const shown = box.querySelector("img");
  const before = shown.src;
  const reset = () => {
    if (shown.src.startsWith("blob:")) URL.revokeObjectURL(shown.src);
    shown.src = before;
  };
  input.addEventListener("change", async () => {
    reset();
    const [chosen] = input.files;
    if (!chosen) return;
    const file = await shrunk(chosen);
    // Another one may have been chosen meanwhile.
    if (input.files[0] !== chosen) return;
    if (file !== chosen) {
      const sent = new DataTransfer();
      sent.items.add(file);
      input.files = sent.files;
    }
    const refusal = !file.type.startsWith("image/")
      ? "이미지 파일만 업로드 가능합니다."
      : file.size > MOST_BYTES
        ? "파일 크기는 5MB 이하여야 합니다."
        : "";
    if (refusal) {
      input.value = "";
      toast(refusal, "error");
      return;
    }
    shown.src = URL.createObjectURL(file);
  });
  input.form.addEventListener("reset", () => {
    reset();
    toast("명함 카드 폼이 초기화되었습니다.", "info");
  });
}
