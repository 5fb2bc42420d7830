// The two ways to write: 위지윅 and 마크다운. Both change the same content.
import { markdownOf, opsOf } from "./markdown.js";

const MODES = [
  ["markdown", "마크다운"],
  ["rich", "위지윅"],
];

/** Pictures lose their measures in Markdown; give them back by address. */
function withMeasures(ops, before) {
  const known = new Map(before.filter((op) => op.insert.image).map((op) => [op.insert.image, op.attributes]));
  return ops.map((op) =>
    op.insert.image && known.has(op.insert.image)
      ? { ...op, attributes: { ...op.attributes, ...known.get(op.insert.image), alt: op.attributes.alt } }
      : op,
  );
}

/** Tabs for the foot of the editor and the box for Markdown. `area` and `tools` are hidden while it shows. */
export function modes(quill, { area, tools }) {
  const box = document.createElement("textarea");
  box.className = "editor-source";
  box.hidden = true;
  box.setAttribute("aria-label", "내용 (마크다운)");
  const tabs = document.createElement("div");
  tabs.className = "editor-modes";
  tabs.setAttribute("role", "group");
  tabs.setAttribute("aria-label", "쓰기 방식");

  const show = (mode) => {
    const isMarkdown = mode === "markdown";
    if (isMarkdown && box.hidden) box.value = markdownOf(quill.getContents().ops);
    box.hidden = !isMarkdown;
    area.hidden = isMarkdown;
    tools.hidden = isMarkdown;
    for (const tab of tabs.children) tab.setAttribute("aria-pressed", tab.value === mode);
    if (isMarkdown) box.focus();
    else quill.focus();
  };
  for (const [value, words] of MODES) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.value = value;
    tab.textContent = words;
    tab.setAttribute("aria-pressed", value === "rich");
    tab.addEventListener("click", () => show(value));
    tabs.append(tab);
  }
  box.addEventListener("input", () => {
    quill.setContents(withMeasures(opsOf(box.value), quill.getContents().ops), "user");
  });
  return { tabs, markdown: box };
}
