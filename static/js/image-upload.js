// Sends pictures one after the other and reports their progress. What may be sent is checked here so that nobody waits
// for a refusal; the server checks again.
const LARGEST = 5 * 1024 * 1024;
const KINDS = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

export const MOST = 10;
export const ACCEPT = [...KINDS].join(",");

/** Why `file` cannot be sent, or "". */
export function refusalOf(file) {
  if (!KINDS.has(file.type)) return `${file.name}: jpg, png, gif, webp 이미지만 올릴 수 있습니다.`;
  if (file.size > LARGEST) return `${file.name}: 이미지는 한 장에 5MB까지 올릴 수 있습니다.`;
  return "";
}

const messageOf = (request) => {
  if (request.status === 413) return "이미지는 한 장에 5MB까지 올릴 수 있습니다.";
  try {
    return JSON.parse(request.responseText).error;
  } catch {
    return "이미지를 올리지 못했습니다. 잠시 후 다시 시도해 주세요.";
  }
};

/** Send `file` to `address`; a promise of `{url, width, height}` that fails with a Korean message. */
export function upload(file, { address, token, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(new Error(messageOf(request)));
    });
    request.addEventListener("error", () => reject(new Error("인터넷 연결이 끊어져 이미지를 올리지 못했습니다.")));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
