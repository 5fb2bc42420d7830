"""What an answer's HTML holds, as tests ask about it: forms with their fields, headings, what the policy forbids."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

DATA_BLOCKS = {"application/json", "application/ld+json"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
FIELDS = {"input", "select", "textarea", "button"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What stands inside the line: it ends no word of the text around it.
INLINE = {
    *("a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong"),
    *("sub", "sup", "svg", "time", "u", "use", "wbr"),
}
# What stands inside these is theirs, white space included; scripts hold data alone.
VERBATIM = {"pre", "textarea", "script", "style"}


@dataclass
class Form:
    """A form as a browser would send it: `fields` are (name, type, value), `buttons` are (name, value, address)."""

    id: str | None
    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def shape(self):
        """What makes two forms the same to whoever asks: where they go and which fields they have."""
        goes = frozenset((urlsplit(address).path, name, value) for address, name, value in self.ways())
        return self.method, goes, frozenset(name for name, _, _ in self.fields)

    def ways(self):
        """Each way to send it: the address, and the name and value of the button that is pressed."""
        pressed = self.buttons or [("", "", "")]
        return [(address or self.action, name, value) for name, value, address in pressed]

    def values(self):
        """What its fields hold when nobody touches them."""
        values = {}
        for name, _, value in self.fields:
            values.setdefault(name, value)
        return values


class Markup(HTMLParser):
    """A page, read once."""

    def __init__(self, text, address="/"):
        super().__init__(convert_charrefs=True)
        self.address, self.elements, self.headings, self.forms, self.inline = address, [], [], [], []
        self.title, self._open_forms, self._loose, self._select = "", [], [], None
        self._in_title = self._in_label = False
        self.feed(text)
        self.close()
        for owner, kind, entry in self._loose:
            for form in self.forms:
                if form.id == owner:
                    getattr(form, kind).append(entry)

    def handle_starttag(self, tag, attrs):
        """Note an element and what it means."""
        attrs = {name: value or "" for name, value in attrs}
        self._in_label = tag == "label" or (self._in_label and tag != "form")
        if self._in_label and tag in FIELDS:
            attrs["in-label"] = ""
        self.elements.append((tag, attrs))
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        self._in_title = tag == "title" and not self.title
        self._note_inline(tag, attrs)
        if tag == "form":
            action = urljoin(self.address, attrs.get("action", ""))
            self.forms.append(Form(attrs.get("id"), action, attrs.get("method", "get").lower()))
            self._open_forms.append(self.forms[-1])
        elif tag in FIELDS:
            self._note_field(tag, attrs)
        elif (
            tag == "option" and self._select is not None and (attrs.get("selected") is not None or not self._select[3])
        ):
            self._select[3] = attrs.get("value", "")

    def handle_endtag(self, tag):
        """Close forms and lists of choices."""
        if tag == "form" and self._open_forms:
            self._open_forms.pop()
        elif tag == "label":
            self._in_label = False
        elif tag == "select" and self._select is not None:
            owner, *entry = self._select
            self._keep(owner, "fields", tuple(entry))
            self._select = None

    def handle_data(self, data):
        """Keep the title."""
        if self._in_title:
            self.title, self._in_title = data.strip(), False

    def count(self, tag, **attrs):
        """How many elements of a kind there are."""
        return sum(1 for name, found in self.elements if name == tag and attrs.items() <= found.items())

    def _note_inline(self, tag, attrs):
        if tag == "style" or (tag == "script" and "src" not in attrs and attrs.get("type") not in DATA_BLOCKS):
            self.inline.append(f"<{tag}>")
        self.inline += [f"<{tag} {name}>" for name in attrs if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action", "formaction"):
            if attrs.get(name, "").strip().lower().startswith(("javascript:", "vbscript:", "data:text")):
                self.inline.append(f"<{tag} {name}={attrs[name][:30]}>")

    def _note_field(self, tag, attrs):
        name, owner = attrs.get("name", ""), attrs.get("form")
        kind = attrs.get("type", {"input": "text", "button": "submit"}.get(tag, tag)).lower()
        if "disabled" in attrs or kind in {"button", "reset"}:
            return
        if kind in {"submit", "image"}:
            address = urljoin(self.address, attrs["formaction"]) if "formaction" in attrs else ""
            self._keep(owner, "buttons", (name, attrs.get("value", ""), address))
        elif name and tag == "select":
            self._select = [owner, name, kind, ""]
        elif name:
            tick = "on" if kind in {"checkbox", "radio"} else ""
            self._keep(owner, "fields", (name, kind, attrs.get("value", tick)))

    def _keep(self, owner, kind, entry):
        if owner:
            self._loose.append((owner, kind, entry))
        elif self._open_forms:
            getattr(self._open_forms[-1], kind).append(entry)


def is_page(response):
    """Whether an answer is a whole page (no redirect, part of a page, file or JSON)."""
    return (
        response.headers.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and response.content[:200].lstrip().lower().startswith(b"<!doctype html")
    )


class Tidy(HTMLParser):
    """HTML written anew so that white space of its template is no part of it: see `tidy` and `text_of`."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.parts, self.words, self._verbatim = [], [], 0
        self.feed(html)
        self.close()

    def handle_decl(self, decl):
        """Keep the doctype."""
        self.parts.append(f"<!{decl.lower()}>")

    def handle_starttag(self, tag, attrs):
        """Write a tag with its attributes in their order and one space between these."""
        self._verbatim += tag in VERBATIM
        self._end_words(tag)
        self.parts.append(f"<{' '.join([tag, *(_attribute(name, value) for name, value in attrs)])}>")

    def handle_startendtag(self, tag, attrs):
        """`<rect/>` is `<rect></rect>`, `<br/>` is `<br>`."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        """Close an element."""
        self._verbatim = max(0, self._verbatim - (tag in VERBATIM))
        self._end_words(tag)
        self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        """Keep the words; one space between them, none beside a tag."""
        self.words.append(data)
        self.parts.append(escape(data if self._verbatim else " ".join(data.split()), quote=False))

    def _end_words(self, tag):
        if tag not in INLINE:
            self.words.append(" ")


def _attribute(name, value):
    if value is None:
        return name
    written = escape(" ".join(value.split()), quote=False).replace('"', "&quot;")
    return f'{name}="{written}"'


def tidy(answer):
    """The HTML of an answer, or a text of HTML, as it is whichever way its template breaks lines.

    Tags have their attributes in their order, one space apart; words are one space apart, and none stands beside a tag.
    Comments are left out. So `"<p>한 줄</p>" in tidy(page)` asks about markup and words alone.
    """
    return "".join(Tidy(_html_of(answer)).parts)


def text_of(answer):
    """The words of an answer as they are read: `5<b>개</b>` is one word, paragraphs and cells are apart."""
    return " ".join("".join(Tidy(_html_of(answer)).words).split())


def contains(answer, html):
    """Whether an answer holds this piece of HTML: the same tags, attributes and words in the same order.

    A piece that starts or ends inside a tag could never be found, nor an empty one missed: ValueError.
    """
    starts_inside = ">" in html.partition("<")[0]
    ends_inside = "<" in html.rpartition(">")[2]
    if starts_inside or ends_inside or not tidy(html):
        raise ValueError(f"no whole piece of HTML: {html!r}")
    return tidy(html) in tidy(answer)


def _html_of(answer):
    return answer if isinstance(answer, str) else answer.text
