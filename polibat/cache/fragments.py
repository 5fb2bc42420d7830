"""Fragments: templates that are compiled to a format string once and then only filled in.

A row of a list is the same markup each time with a dozen other words in it, yet rendering a template walks all of its
nodes each time, which costs several times what asking the database does. A fragment renders its template once for each
variant of what is shown, with a placeholder in each slot, and from then on puts words in their place. The template
stays the one place that says how it looks.
"""

import html
import re
from typing import Any, NamedTuple, Self
from weakref import WeakSet

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

# Every fragment there is, for `clear_fragments`.
_fragments: "WeakSet[Fragment]" = WeakSet()
# More than any template here has; what made-up values might add is rendered plainly.
MOST_VARIANTS = 1000
PLACEHOLDER = re.compile("\x1a([0-9]+)\x1a")
# White space that a template has for who reads it: rows that are sent fifty times need not be indented.
INDENT = re.compile(r"\s*\n\s*")


def clear_fragments() -> None:
    """Compile every fragment anew: what templates stand on has changed (names of static files in tests)."""
    for fragment in _fragments:
        fragment._variants.clear()  # noqa: SLF001 - of the same module


class Variant(NamedTuple):
    """A compiled template: text with `%s` in each place of a word, and which slots these are."""

    text: str
    slots: list[int]


class Fragment:
    """A template of which the values named in `slots` are only ever shown; others, hashable, choose what is shown.

    The template may ask whether there is a word in a slot, and nothing else of it: no filter, no comparison. Words are
    escaped like any variable of a template. Under DEBUG the template is rendered each time.
    """

    def __init__(self, template: str, *, slots: str) -> None:
        """Keep which template; it is rendered when it is first called for."""
        self._template = template
        self._slots = slots.split()
        self._variants: dict[tuple[Any, ...], Variant] = {}
        _fragments.add(self)

    def __call__(self, **values: Any) -> SafeString:
        """Return the template with these values, as safe text; every slot has to be among them."""
        words = [values.pop(name) for name in self._slots]
        key = (*map(bool, words), *values.values())
        variant = self._variants.get(key)
        if variant is None:
            if settings.DEBUG or len(self._variants) >= MOST_VARIANTS:
                return render_to_string(self._template, {**values, **dict(zip(self._slots, words, strict=True))})
            variant = self._variants[key] = self._compile(values, words)
        text, slots = variant
        return mark_safe(text % tuple([_escaped(words[slot]) for slot in slots]))  # noqa: S308 - words are escaped

    def _compile(self, values: dict[str, Any], words: list[Any]) -> Variant:
        """Render the template with placeholders; they stand for words, so that white space here is the template's."""
        marks = {
            name: _Placeholder(slot, is_there=bool(word))
            for slot, (name, word) in enumerate(zip(self._slots, words, strict=True))
        }
        rendered = INDENT.sub("\n", render_to_string(self._template, {**values, **marks}))
        text, *rest = PLACEHOLDER.split(rendered.replace("%", "%%"))
        return Variant(text + "".join(f"%s{after}" for after in rest[1::2]), [int(slot) for slot in rest[::2]])


class _Placeholder(str):
    """Stands for a word that is there or not."""

    __slots__ = ("is_there",)
    is_there: bool

    def __new__(cls, slot: int, *, is_there: bool) -> Self:
        placeholder = super().__new__(cls, f"\x1a{slot}\x1a")
        placeholder.is_there = is_there
        return placeholder

    def __bool__(self) -> bool:
        return self.is_there


def _escaped(word: Any) -> str:
    return word.__html__() if hasattr(word, "__html__") else html.escape(str(word))
