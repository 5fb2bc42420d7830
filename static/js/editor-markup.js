// The editor's content as HTML that the server's allow-list keeps, and HTML from elsewhere as the editor may read it.

/** `quill`'s content as HTML; empty when there is nothing to read or see. */
export function markupOf(quill) {
  const markup = quill.getSemanticHTML();
  if (!quill.getText().trim() && !/<(img|hr)\b/.test(markup)) return "";
  return (
    markup
      .replace(/ data-language="[^"]*"/g, "")
      .replaceAll("<p></p>", "<p><br></p>")
      // Quill writes every space as a hard one; lines could then never break.
      .replace(/(?: |&nbsp;|\u00a0)+/g, (run) => "&nbsp;".repeat(run.replaceAll("&nbsp;", " ").length - 1) + " ")
      .replace(/(?:<p><br><\/p>)+$/, "")
  );
}

/** HTML without styles, which our Content-Security-Policy would report while the editor parses it. */
export function withoutStyles(markup) {
  return markup.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
}

const BETWEEN_CELLS = " | ";
const BLOCK = "p, div, li, br, h1, h2, h3, h4, h5, h6, tr, td, th";

/** HTML with each row of a table as a line, as the server keeps them: the editor has no tables. */
export function rowsAsLines(markup) {
  if (!/<table/i.test(markup)) return markup;
  const { body } = new DOMParser().parseFromString(markup, "text/html");
  for (const table of body.querySelectorAll("table")) {
    if (table.parentElement.closest("table")) continue;
    const lines = [...table.rows].map(lineOf).filter((line) => line.hasChildNodes());
    if (table.caption)
      lines.unshift(Object.assign(document.createElement("p"), { textContent: table.caption.textContent }));
    table.replaceWith(...lines);
  }
  return body.innerHTML;
}

function lineOf(row) {
  const line = document.createElement("p");
  const cells = [...row.cells];
  const words = ({ textContent }) => textContent.replace(/\s+/g, " ").trim();
  while (cells.length && !words(cells.at(-1)) && !cells.at(-1).querySelector("img")) cells.pop();
  for (const [at, cell] of cells.entries()) {
    for (const block of cell.querySelectorAll(BLOCK)) block.replaceWith(" ", ...block.childNodes, " ");
    if (at) line.append(BETWEEN_CELLS);
    line.append(...cell.childNodes);
  }
  return line;
}
