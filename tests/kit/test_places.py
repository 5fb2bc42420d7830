"""Places on pages that apps further up fill: what they answer is shown in their order, and plain text is escaped."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from polibat.events import Event
from polibat.web.places import Place


@pytest.fixture
def sidebar(monkeypatch):
    """A place that nobody fills yet."""
    for name in ("shown", "needed"):
        monkeypatch.setattr(Place.SIDEBAR, name, Event(f"sidebar.{name}", "context"))
    return Place.SIDEBAR


def rendered(template, **context):
    return Template(template).render(Context(context))


def greeting(context):
    return mark_safe(f"<b>{context['name']}</b>")  # noqa: S308 - a name of the test's own


def plain(context):
    return "1 < 2"


def style(context):
    return mark_safe('<link rel="stylesheet" href="a.css">')


def the_same_style(context):
    return style(context)


def test_a_place_shows_what_those_answer_who_fill_it(sidebar):
    assert rendered('{% place "sidebar" %}') == ""
    sidebar.shown.subscribe(greeting)
    sidebar.shown.subscribe(plain)
    assert rendered('{% place "sidebar" %}', name="이웃") == "<b>이웃</b>1 &lt; 2"


def test_the_head_brings_each_file_once(sidebar):
    sidebar.needed.subscribe(style)
    sidebar.needed.subscribe(the_same_style)
    assert rendered('{% place_files "sidebar" %}') == '<link rel="stylesheet" href="a.css">'


@pytest.mark.parametrize("template", ['{% place "attic" %}', '{% place_files "attic" %}'])
def test_a_place_that_there_is_not_is_refused(template):
    with pytest.raises(ValueError, match="attic"):
        rendered(template)
