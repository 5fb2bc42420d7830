// The editor's tool bar: one Tab stop, arrow keys walk along it, each button says what it does and whether it is on.
import "../vendor/quill.js";

const { Quill } = window;
const RULE = '<svg viewBox="0 0 18 18"><line class="ql-stroke" x1="3" x2="15" y1="9" y2="9"/></svg>';

const CODE_BLOCK =
  '<svg viewBox="0 0 18 18"><rect class="ql-stroke" x="2" y="3" width="14" height="12" rx="2"/>' +
  '<polyline class="ql-stroke" points="7 7 5 9 7 11"/><polyline class="ql-stroke" points="11 7 13 9 11 11"/></svg>';

// [format, value, words]; a pause between the groups.
const TOOLS = [
  ["bold", true, "굵게"],
  ["italic", true, "기울임"],
  ["underline", true, "밑줄"],
  ["strike", true, "취소선"],
  null,
  ["blockquote", true, "인용"],
  ["list", "bullet", "글머리 기호 목록"],
  ["list", "ordered", "번호 목록"],
  ["divider", true, "구분선"],
  null,
  ["image", true, "이미지"],
  ["link", true, "링크"],
  ["code", true, "코드"],
  ["code-block", true, "코드 블록"],
  null,
  ["clean", true, "서식 지우기"],
];
const HEADINGS = [
  ["", "본문"],
  ["2", "큰 제목"],
  ["3", "작은 제목"],
];

const drawingOf = (format, value) => {
  if (format === "divider") return RULE;
  if (format === "code-block") return CODE_BLOCK;
  const drawing = Quill["import"]("ui/icons")[format];
  return typeof drawing === "string" ? drawing : drawing[value];
};

function buttonFor([format, value, words]) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.format = format;
  button.dataset.value = value;
  button.title = words;
  button.setAttribute("aria-label", words);
  button.innerHTML = drawingOf(format, value);
  button.firstElementChild.setAttribute("aria-hidden", "true");
  return button;
}

function headings() {
  const select = document.createElement("select");
  select.setAttribute("aria-label", "문단 모양");
  for (const [value, words] of HEADINGS) select.append(new Option(words, value));
  return select;
}

/** Walk with the arrow keys; only one tool is a Tab stop. */
function walkable(bar) {
  const tools = [...bar.querySelectorAll("button, select")];
  const stopAt = (tool) => tools.forEach((each) => (each.tabIndex = each === tool ? 0 : -1));
  stopAt(tools[0]);
  bar.addEventListener("focusin", (event) => stopAt(event.target));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    tools[(tools.indexOf(event.target) + step + tools.length) % tools.length].focus();
  });
}

/** A tool bar for `quill`; `pickImage` and `askLink` open what these two tools need. */
export function toolBar(quill, { pickImage, askLink }) {
  const bar = document.createElement("div");
  bar.className = "editor-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "서식");
  const select = headings();
  bar.append(select);
  for (const tool of TOOLS) {
    if (tool) bar.append(buttonFor(tool));
    else bar.append(Object.assign(document.createElement("span"), { className: "editor-gap" }));
  }
  walkable(bar);

  const insertRule = () => {
    const { index } = quill.getSelection(true);
    quill.insertEmbed(index, "divider", true, "user");
    quill.setSelection(index + 1, "silent");
  };
  const special = {
    image: pickImage,
    link: askLink,
    divider: insertRule,
    clean: () => {
      const range = quill.getSelection(true);
      quill.removeFormat(range.index, range.length, "user");
    },
  };
  const refresh = () => {
    const range = quill.getSelection();
    if (!range) return;
    const now = quill.getFormat(range);
    select.value = String(now.header ?? "");
    for (const button of bar.querySelectorAll("button")) {
      const { format, value } = button.dataset;
      if (format in special && format !== "link") continue;
      const on = format === "list" ? now.list === value : Boolean(now[format]);
      button.setAttribute("aria-pressed", on);
    }
  };

  // A press must not take the selection away from the text.
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { format, value } = button.dataset;
    if (format in special) special[format]();
    else {
      const on = button.getAttribute("aria-pressed") === "true";
      quill.focus();
      quill.format(format, on ? false : value === "true" ? true : value, "user");
    }
    refresh();
  });
  select.addEventListener("change", () => {
    quill.focus();
    quill.format("header", Number(select.value) || false, "user");
  });
  quill.on("editor-change", refresh);
  return bar;
}
