// Sends pictures one after the other and reports their progress. What may be sent is checked here so that nobody waits
// for a refusal; the server checks again, by what is inside. Large photos are made smaller first (shrink.js). What is still
// large goes straight into the storage, where it takes it; else, as small ones do, through the site.
import { shrunk } from "./shrink.js";

const LARGEST = 5 * 1024 * 1024;
const LARGE = 1024 * 1024;

export const MOST = 10;
// Named one by one, iPhones would send what they otherwise turn into JPEG themselves.
export const ACCEPT = "image/*";

/** Why `file` cannot be sent, or "". Windows tells no type of some pictures; the server looks into them. */
export function refusalOf(file) {
  const isPicture = file.type ? /^image\/(?!svg)/.test(file.type) : /\.(hei[cf]|jfif|avif)$/i.test(file.name);
  return isPicture ? "" : `${file.name}: jpg, png, gif, webp, heic 이미지만 올릴 수 있습니다.`;
}

const LOST = "인터넷 연결이 끊어져 이미지를 올리지 못했습니다.";

const messageOf = (request) => {
  if (request.status === 413) return "이미지는 한 장에 5MB까지 올릴 수 있습니다.";
  try {
    return JSON.parse(request.responseText).error;
  } catch {
    return "이미지를 올리지 못했습니다. 잠시 후 다시 시도해 주세요.";
  }
};

/** Post `form`; a promise of the finished request, whatever it answered. */
function send(address, form, { token, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new DOMException("", "AbortError"));
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", address);
    // The storage may be another site: it gets neither token nor anything else of ours.
    if (token) {
      request.setRequestHeader("X-CSRFToken", token);
      request.setRequestHeader("Accept", "application/json");
    }
    if (onProgress) {
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      });
    }
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error(LOST)));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

const formOf = (fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

/** The answer of the site as an object; an error with its message when it refused. */
const answerOf = (request) => {
  if (request.status >= 300) throw new Error(messageOf(request));
  return JSON.parse(request.responseText);
};

/** Put `file` into the storage; where to say that it lies there, or "" when that is not possible. */
async function putDirectly(file, { direct, token, onProgress, signal }) {
  try {
    const asked = await send(direct, formOf({ type: file.type, size: file.size }), { token, signal });
    if (asked.status >= 300) return "";
    const { url, fields, take } = JSON.parse(asked.responseText);
    const put = await send(url, formOf({ ...fields, file }), { onProgress, signal });
    return put.status < 300 ? take : "";
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return "";
  }
}

/** Send `chosen`; a promise of `{url, width, height}` (and a `notice` of what became of it) that fails with a Korean
 * message. `direct` asks for a direct way. */
export async function upload(chosen, { address, direct, token, onProgress, signal }) {
  const file = await shrunk(chosen);
  if (file.size > LARGEST) throw new Error(`${file.name}: 이미지는 한 장에 5MB까지 올릴 수 있습니다.`);
  const take = file.size > LARGE && direct ? await putDirectly(file, { direct, token, onProgress, signal }) : "";
  if (take) return answerOf(await send(take, new FormData(), { token, signal }));
  return answerOf(await send(address, formOf({ file }), { token, onProgress, signal }));
}
