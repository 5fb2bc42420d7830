"""Templates that are only filled in.

A row of a list is the same markup each time with a dozen other words in it, yet rendering a template walks all of its
nodes each time, which costs several times what asking the database does. A stencil renders its template once for each
choice of what is shown, with a mark wherever a word belongs, and from then on puts words in the place of the marks. The
template stays the one place that says how it looks.
"""

import html
import re
from weakref import WeakSet

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

# Every stencil there is, for `forget_shapes`.
_stencils = WeakSet()
# More than any template here has; what made-up values might add is rendered plainly.
MOST_SHAPES = 1000
MARK = re.compile("\x1a([0-9]+)\x1a")


def forget_shapes():
    """Render every stencil anew from here on: what templates stand on has changed (names of static files in tests)."""
    for stencil in _stencils:
        stencil._shapes.clear()  # noqa: SLF001 - of the same module


class Stencil:
    """A template of which `words` (their names) are only ever shown; other values, hashable, choose what is shown.

    The template may ask whether there is a word, and nothing else of it: no filter, no comparison. Words are escaped
    like any variable of a template. Under DEBUG the template is rendered each time.
    """

    def __init__(self, template, *, words):
        """Keep which template; it is rendered when it is first called for."""
        self._template = template
        self._words = words.split()
        self._shapes = {}
        _stencils.add(self)

    def __call__(self, **values):
        """The template with these values, as safe text; every word has to be among them."""
        words = [values.pop(name) for name in self._words]
        key = (*map(bool, words), *values.values())
        shape = self._shapes.get(key)
        if shape is None:
            if settings.DEBUG or len(self._shapes) >= MOST_SHAPES:
                return render_to_string(self._template, {**values, **dict(zip(self._words, words, strict=True))})
            shape = self._shapes[key] = self._shape(values, words)
        text, places = shape
        return mark_safe(text % tuple([_escaped(words[place]) for place in places]))  # noqa: S308 - words are escaped

    def _shape(self, values, words):
        """The rendered template with `%s` for each word that it shows, and which word that is."""
        marks = {
            name: _Mark(place, bool(word)) for place, (name, word) in enumerate(zip(self._words, words, strict=True))
        }
        text, *rest = MARK.split(render_to_string(self._template, {**values, **marks}).replace("%", "%%"))
        return text + "".join(f"%s{after}" for after in rest[1::2]), [int(place) for place in rest[::2]]


class _Mark(str):
    """Stands for a word that is there or not."""

    __slots__ = ("is_there",)

    def __new__(cls, place, is_there):
        mark = super().__new__(cls, f"\x1a{place}\x1a")
        mark.is_there = is_there
        return mark

    def __bool__(self):
        return self.is_there


def _escaped(word):
    return word.__html__() if hasattr(word, "__html__") else html.escape(str(word))
