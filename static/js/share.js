// `[data-share-page]`: the phone's own share sheet where there is one, else the address is copied.
// `data-copied` and `data-refused` say what came of it in words of the page's own.
import { toast } from "./toast.js";

async function copy(address, { copied = "링크 복사 완료!", refused = "복사를 지원하지 않는 환경입니다." }) {
  try {
    await navigator.clipboard.writeText(address);
    toast(copied, "success");
  } catch {
    toast(refused, "error");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share-page]");
  if (!button) return;
  const address = window.location.origin + window.location.pathname;
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  if (!isTouch || !navigator.share) {
    await copy(address, button.dataset);
    return;
  }
  try {
    await navigator.share({ title: button.dataset.title, url: address });
  } catch (error) {
    if (error.name !== "AbortError") await copy(address, button.dataset);
  }
});
