// `[data-share-page]`: the phone's own share sheet where there is one, else the address is copied.
import { toast } from "./toast.js";

async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    toast("링크 복사 완료!", "success");
  } catch {
    toast("복사를 지원하지 않는 환경입니다.", "error");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share-page]");
  if (!button) return;
  const address = window.location.origin + window.location.pathname;
  const isTouch = window.matchMedia("(pointer: coarse)").matches;
  if (!isTouch || !navigator.share) {
    await copy(address);
    return;
  }
  try {
    await navigator.share({ title: button.dataset.title, url: address });
  } catch (error) {
    if (error.name !== "AbortError") await copy(address);
  }
});
