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
