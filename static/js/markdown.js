// The editor's content as Markdown and back, line by line: one line of the text is one line of Markdown, so that
// switching to and fro changes nothing. Delta is Quill's own form of content: [{insert, attributes}].

const MARKS = [
  ["bold", "**"],
  ["italic", "*"],
  ["strike", "~~"],
];
const SPECIAL = /[\\`*~[\]<]/g;
const LINE_START = /^(\s*)(#{1,6}\s|>\s?|[-+]\s|\d+\.\s|---)/;

function markOf({ insert, attributes = {} }) {
  if (insert.image) return `![${attributes.alt ?? ""}](${insert.image})`;
  if (typeof insert !== "string") return "";
  if (attributes.code) return `\`${insert}\``;
  const [, before, core, after] = insert.match(/^(\s*)([\s\S]*?)(\s*)$/);
  if (!core) return insert;
  let text = core.replace(SPECIAL, "\\$&");
  for (const [name, mark] of MARKS) if (attributes[name]) text = mark + text + mark;
  if (attributes.underline) text = `<u>${text}</u>`;
  if (attributes.link) text = `[${text}](${attributes.link})`;
  return before + text + after;
}

function lineOf(parts, attributes) {
  const text = parts.map(markOf).join("");
  if (attributes.header) return `${"#".repeat(attributes.header)} ${text}`;
  if (attributes.blockquote) return `> ${text}`;
  const indent = "  ".repeat(attributes.indent ?? 0);
  if (attributes.list === "bullet") return `${indent}- ${text}`;
  if (attributes.list) return `${indent}1. ${text}`;
  return text.replace(LINE_START, "$1\\$2");
}

/** Markdown of `ops`. */
export function markdownOf(ops) {
  const lines = [];
  let parts = [];
  let isCode = false;
  const end = (attributes = {}) => {
    const code = Boolean(attributes["code-block"]);
    if (code !== isCode) lines.push("```");
    isCode = code;
    lines.push(code ? parts.map((part) => part.insert).join("") : lineOf(parts, attributes));
    parts = [];
  };
  for (const { insert, attributes } of ops) {
    if (insert.divider) {
      if (parts.length) end();
      parts = [];
      if (isCode) lines.push("```");
      isCode = false;
      lines.push("---");
    } else if (typeof insert !== "string") parts.push({ insert, attributes });
    else {
      insert.split("\n").forEach((text, number, all) => {
        if (text) parts.push({ insert: text, attributes });
        if (number < all.length - 1) end(attributes);
      });
    }
  }
  if (isCode) lines.push("```");
  return lines.join("\n").replace(/\n+$/, "");
}

const INLINE = [
  [/^\\([\\`*~[\]<#>+-]|\d)/, (found) => [{ insert: found[1] }]],
  [/^!\[([^\]]*)\]\(([^)\s]+)\)/, (found) => [{ insert: { image: found[2] }, attributes: { alt: found[1] } }]],
  [/^\[((?:\\.|[^\]])+)\]\(([^)\s]+)\)/, (found) => wrapped(found[1], { link: found[2] })],
  [/^`([^`]+)`/, (found) => [{ insert: found[1], attributes: { code: true } }]],
  [/^\*\*(?=\S)((?:\\.|[^\\])+?)\*\*(?!\*)/, (found) => wrapped(found[1], { bold: true })],
  [/^\*(?=\S)((?:\\.|[^\\])+?)\*/, (found) => wrapped(found[1], { italic: true })],
  [/^~~(?=\S)((?:\\.|[^\\])+?)~~/, (found) => wrapped(found[1], { strike: true })],
  [/^<u>(.+?)<\/u>/i, (found) => wrapped(found[1], { underline: true })],
];

const wrapped = (text, attributes) =>
  inlineOf(text).map((op) => ({ ...op, attributes: { ...op.attributes, ...attributes } }));

function inlineOf(text) {
  const ops = [];
  let rest = text;
  let plain = "";
  const flush = () => {
    if (plain) ops.push({ insert: plain });
    plain = "";
  };
  while (rest) {
    const rule = INLINE.find(([pattern]) => pattern.test(rest));
    if (rule) {
      flush();
      const found = rest.match(rule[0]);
      ops.push(...rule[1](found));
      rest = rest.slice(found[0].length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  flush();
  return ops;
}

const BLOCKS = [
  [/^(#{1,6})\s+(.*)$/, (found) => [found[2], { header: found[1].length < 3 ? 2 : 3 }]],
  [/^>\s?(.*)$/, (found) => [found[1], { blockquote: true }]],
  [/^(\s*)[-*+]\s+(.*)$/, (found) => [found[2], { list: "bullet", ...indentOf(found[1]) }]],
  [/^(\s*)\d+\.\s+(.*)$/, (found) => [found[2], { list: "ordered", ...indentOf(found[1]) }]],
];

const indentOf = (blank) => (blank.length > 1 ? { indent: Math.min(Math.floor(blank.length / 2), 8) } : {});

/** Delta of Markdown `text`. */
export function opsOf(text) {
  const ops = [];
  let isCode = false;
  for (const line of text.split("\n")) {
    if (/^```/.test(line)) isCode = !isCode;
    else if (isCode) ops.push({ insert: line }, { insert: "\n", attributes: { "code-block": "plain" } });
    else if (/^\s*(---+|\*\*\*+)\s*$/.test(line)) ops.push({ insert: { divider: true } });
    else {
      const rule = BLOCKS.find(([pattern]) => pattern.test(line));
      const [words, attributes] = rule ? rule[1](line.match(rule[0])) : [line, undefined];
      ops.push(...inlineOf(words), { insert: "\n", ...(attributes && { attributes }) });
    }
  }
  return ops.filter((op) => op.insert !== "");
}
