// Quill as this site needs it: only the formats of the server's allow-list, nothing that our Content-Security-Policy
// or a reader with a keyboard stumbles over.
import "../vendor/quill.js";
import { rowsAsLines, withoutStyles } from "./editor-markup.js";

const { Quill } = window;
const FORMATS = [
  "bold",
  "italic",
  "underline",
  "strike",
  "code",
  "link",
  "header",
  "blockquote",
  "list",
  "indent",
  "code-block",
  "image",
  "divider",
];

const BlockEmbed = Quill["import"]("blots/block/embed");
const Clipboard = Quill["import"]("modules/clipboard");
const Uploader = Quill["import"]("modules/uploader");

/** A thematic break. */
class Divider extends BlockEmbed {
  static blotName = "divider";
  static tagName = "HR";
}

/** Pasting: a lone picture is a file to send, styles are dropped before they are parsed, a row of a table is a line. */
class PlainClipboard extends Clipboard {
  convertHTML(markup) {
    return super.convertHTML(rowsAsLines(withoutStyles(markup)));
  }

  onCapturePaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    const words = event.clipboardData
      ?.getData("text/html")
      .replace(/<[^>]*>/g, "")
      .trim();
    if (!files.length || words) return super.onCapturePaste(event);
    event.preventDefault();
    this.quill.uploader.upload(this.quill.getSelection(true), files);
  }
}

/** Files of every kind reach the handler, which can say why one is refused. */
class AnyUploader extends Uploader {
  upload(range, files) {
    if (files.length) this.options.handler.call(this, range, [...files]);
  }
}

Quill.register(
  { "formats/divider": Divider, "modules/clipboard": PlainClipboard, "modules/uploader": AnyUploader },
  true,
);

/** An editor in `area`; `onFiles(range, files)` gets what is pasted, dropped or picked. */
export function createQuill(area, { placeholder, onFiles, keepsImage, onForeignImage }) {
  const quill = new Quill(area, {
    formats: FORMATS,
    placeholder,
    modules: {
      toolbar: false,
      uploader: { handler: onFiles },
      // Tab goes on to the next field, as everywhere; inside a text it would be a trap for the keyboard.
      keyboard: { bindings: { tab: false, "remove tab": false, indent: false, outdent: false, "table tab": false } },
    },
  });
  const Delta = Quill["import"]("delta");
  quill.clipboard.addMatcher("IMG", (node, delta) => {
    if (keepsImage(node)) return delta;
    onForeignImage();
    return new Delta();
  });
  return quill;
}
