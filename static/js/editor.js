// The rich editor over a textarea (`[data-editor]`). The textarea stays what the form sends: the editor writes HTML into it
// and says so in the hidden field `markup`. Without scripts the textarea alone takes plain text.
import { markupOf } from "./editor-markup.js";
import { modes } from "./editor-modes.js";
import { createQuill } from "./editor-quill.js";
import { toolBar } from "./editor-tools.js";
import { ACCEPT, MOST, refusalOf, upload } from "./image-upload.js";
import { toast } from "./toast.js";

const LONGEST = 10_000;
// What the server would not even read, and so could not give back.
const LARGEST = 500_000;
const segments = new Intl.Segmenter("ko", { granularity: "grapheme" });

const tooLong = (markup) => (markup.length > LARGEST ? "내용이 너무 깁니다. 10,000자까지 쓸 수 있습니다." : "");

const make = (tag, className, attributes = {}) => {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** Put the editor over the textarea in `field`. */
export function enhance(field) {
  const source = field.querySelector("textarea");
  const form = source.form;
  const label = field.querySelector("label");
  const waiting = new Set();
  // Addresses of pictures that this post may show: its own, and what was sent from here.
  const ours = new Set();
  let isOurs = (address) => ours.has(address);

  const frame = make("div", "editor");
  const area = make("div", "editor-area");
  const uploads = make("ul", "editor-uploads", { "aria-label": "올리는 중인 이미지" });
  const count = make("p", "editor-count");
  const foot = make("div", "editor-foot");
  const picker = make("input", "", {
    type: "file",
    accept: ACCEPT,
    multiple: "",
    hidden: "",
    "aria-label": "이미지 고르기",
  });

  const quill = createQuill(area, {
    placeholder: source.placeholder,
    onFiles: (range, files) => sendAll(range.index, files),
    keepsImage: (image) => isOurs(image.getAttribute("src")),
    onForeignImage: () => toast("다른 곳의 이미지는 붙여 넣을 수 없습니다. 파일로 저장한 다음 올려 주세요.", "warning"),
  });
  const link = linkBar(quill);
  const tools = toolBar(quill, { pickImage: () => picker.click(), askLink: link.open });

  const { tabs, markdown } = modes(quill, { area, tools });
  foot.append(count, tabs);
  frame.append(tools, link.bar, area, markdown, uploads, foot, picker);
  quill.root.classList.add("prose");
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-multiline", "true");
  quill.root.setAttribute("aria-label", label.textContent.trim());
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (source.hasAttribute(name)) quill.root.setAttribute(name, source.getAttribute(name));
  }

  if (field.dataset.html) {
    isOurs = () => true;
    quill.setContents(quill.clipboard.convert({ html: field.dataset.html }), "silent");
    isOurs = (address) => ours.has(address);
  } else quill.setText(source.value, "silent");
  quill.root.querySelectorAll("img").forEach((image) => ours.add(image.getAttribute("src")));
  quill.history.clear();

  const write = () => {
    source.value = markupOf(quill);
    const length = [...segments.segment(quill.getText().trim())].length;
    count.textContent = `${length.toLocaleString("ko")} / ${LONGEST.toLocaleString("ko")}자`;
    count.toggleAttribute("data-over", length > LONGEST);
  };
  form.elements.markup.value = "html";
  source.hidden = true;
  source.required = false;
  source.after(frame);
  write();
  quill.on("text-change", (delta) => {
    for (const one of waiting) one.index = delta.transformPosition(one.index);
    write();
    source.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // The label leads to the text, and so does what says above the form that something is wrong with it.
  for (const way of [label, ...document.querySelectorAll(`a[href="#${source.id}"]`)]) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      quill.focus();
    });
  }
  if (source.autofocus) quill.focus();
  picker.addEventListener("change", () => {
    sendAll(quill.getSelection(true).index, [...picker.files]);
    picker.value = "";
  });
  form.addEventListener(
    "submit",
    (event) => {
      const reason = waiting.size ? "이미지를 올리는 중입니다. 다 올라가면 다시 눌러 주세요." : tooLong(source.value);
      if (!reason) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      toast(reason, "warning");
    },
    { capture: true },
  );

  /** Send what may be sent and say why the rest may not; each picture appears where the writer was. */
  function sendAll(index, files) {
    let room = MOST - waiting.size - quill.root.querySelectorAll("img").length;
    for (const file of files) {
      const refusal = refusalOf(file);
      if (refusal) toast(refusal, "error");
      else if (room > 0) {
        room -= 1;
        send(index, file);
      } else {
        toast(`이미지는 글 하나에 ${MOST}장까지 넣을 수 있습니다.`, "error");
        break;
      }
    }
  }

  async function send(index, file) {
    const one = { index };
    const row = progressRow(file.name);
    const stop = new AbortController();
    waiting.add(one);
    uploads.append(row.element);
    row.cancel.addEventListener("click", () => stop.abort());
    try {
      const image = await upload(file, {
        address: field.dataset.upload,
        direct: field.dataset.uploadDirect,
        token: form.elements.csrfmiddlewaretoken.value,
        onProgress: row.show,
        signal: stop.signal,
      });
      ours.add(image.url);
      if (image.notice) toast(image.notice, "info");
      const at = one.index;
      waiting.delete(one);
      quill.insertEmbed(at, "image", image.url, "user");
      quill.formatText(
        at,
        1,
        {
          width: String(image.width),
          height: String(image.height),
          alt: `본문 이미지 ${quill.root.querySelectorAll("img").length}`,
        },
        "user",
      );
      quill.setSelection(at + 1, "silent");
    } catch (error) {
      if (error.name !== "AbortError") toast(error.message, "error");
    } finally {
      waiting.delete(one);
      row.element.remove();
    }
  }
}

function progressRow(name) {
  const element = make("li", "editor-upload");
  const words = make("span", "");
  const bar = make("progress", "progress", { max: "1", value: "0", "aria-label": `${name} 올리는 중` });
  const cancel = make("button", "button", { type: "button", "data-kind": "link" });
  words.textContent = name;
  cancel.textContent = "취소";
  cancel.setAttribute("aria-label", `${name} 올리기 취소`);
  element.append(words, bar, cancel);
  return { element, cancel, show: (part) => (bar.value = part) };
}

/** A line for the address of a link, between the tools and the text. */
function linkBar(quill) {
  const bar = make("div", "editor-link", { hidden: "" });
  const input = make("input", "input", {
    type: "url",
    inputmode: "url",
    placeholder: "https://",
    "aria-label": "링크 주소",
  });
  const apply = make("button", "button", { type: "button", "data-size": "small" });
  const remove = make("button", "button", { type: "button", "data-size": "small", "data-kind": "outline" });
  apply.textContent = "링크 넣기";
  remove.textContent = "링크 없애기";
  bar.append(input, apply, remove);
  let range = { index: 0, length: 0 };

  const close = () => {
    bar.hidden = true;
    quill.setSelection(range.index, range.length, "silent");
    quill.focus();
  };
  const put = (address) => {
    if (address && !range.length) quill.insertText(range.index, address, { link: address }, "user");
    else quill.formatText(range.index, range.length, "link", address || false, "user");
    close();
  };
  const open = () => {
    range = quill.getSelection(true);
    const leaf = quill.getLeaf(range.index)[0];
    const now = quill.getFormat(range).link;
    if (now && !range.length) range = { index: quill.getIndex(leaf), length: leaf.length() };
    input.value = now ?? "";
    remove.hidden = !now;
    bar.hidden = false;
    input.focus();
  };
  apply.addEventListener("click", () => {
    const address = input.value.trim();
    if (!/^(https?:\/\/|mailto:)\S+$/i.test(address)) {
      toast("링크 주소는 http:// 또는 https://로 시작해야 합니다.", "error");
      input.focus();
      return;
    }
    put(address);
  });
  remove.addEventListener("click", () => put(""));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      apply.click();
    } else if (event.key === "Escape") close();
  });
  return { bar, open };
}
