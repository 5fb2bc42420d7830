// Sharing without anybody's scripts: links open in a small window, the address is copied, phones show their own sheet.
import { toast } from "./toast.js";

const SIZE = "width=600,height=400";
const address = () => window.location.origin + window.location.pathname;

async function copy(words) {
  try {
    await navigator.clipboard.writeText(address());
    toast(words, "success");
  } catch {
    toast("링크 복사에 실패했습니다.", "error");
  }
}

async function share(title, otherwise) {
  if (!navigator.share) return copy(otherwise);
  try {
    return await navigator.share({ title, url: address() });
  } catch (error) {
    return error.name === "AbortError" ? undefined : copy(otherwise);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share-popup], [data-share-copy], [data-share-native], [data-share-kakao]");
  if (!button) return;
  const { dataset } = button;
  if (dataset.sharePopup !== undefined) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    // Without `noopener`, with which one cannot know whether the window opened; the other site gets no hold of this one.
    const opened = window.open("", "", SIZE);
    if (!opened) return;
    event.preventDefault();
    opened.opener = null;
    opened.location = button.href;
  } else if (dataset.shareCopy !== undefined) copy("링크가 복사되었습니다!");
  else if (dataset.shareNative !== undefined) share(dataset.title, "링크가 복사되었습니다!");
  else share(dataset.title, "링크가 복사되었습니다! 카카오톡 대화창에 붙여 넣어 주세요.");
});

if (navigator.share) document.querySelectorAll("[data-share-native]").forEach((button) => (button.hidden = false));
