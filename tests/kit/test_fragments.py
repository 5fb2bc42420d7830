"""A fragment that is filled in is what rendering it gives."""

import pytest
from django.template import Context, Template, engines
from django.utils.safestring import mark_safe

from polibat.cache import fragments
from polibat.cache.fragments import Fragment


@pytest.fixture
def templates(settings):
    """`templates["x"] = "…"` is a template of that name from then on."""
    known = {}
    engine = {
        **settings.TEMPLATES[0],
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", known)]},
    }
    settings.TEMPLATES = [engine]
    return known


@pytest.fixture
def greeting(templates):
    """A fragment with everything in it."""
    templates["greeting.html"] = (
        '<p class="{{ tone }}">100% {{ name }}{% if note %}, {{ note }}{% endif %}'
        "{% if is_loud %}!{% endif %} {{ name }} %s</p>"
    )
    return Fragment("greeting.html", slots="name note")


@pytest.mark.parametrize("name", ["시민", "<b>&\"'", "%s %d %%", "\x1a0\x1a", "", 0, None, mark_safe("<i>시민</i>")])
@pytest.mark.parametrize("note", ["", "반갑습니다"])
@pytest.mark.parametrize("is_loud", [True, False])
def test_filling_in_gives_what_rendering_gives(greeting, name, note, is_loud):
    values = {"name": name, "note": note, "tone": "a%b", "is_loud": is_loud}
    plain = engines["django"].get_template("greeting.html").template.source
    for _ in range(2):
        assert greeting(**values) == Template(plain).render(Context(values))


def test_a_fragment_loses_the_indentation_of_its_template_and_keeps_that_of_its_words(templates):
    templates["row.html"] = "<li\n  class='x'\n>\n  \n    {{ words }}  <b>a</b>\n</li>\n"
    row = Fragment("row.html", slots="words")
    assert row(words="하나\n\n  둘") == "<li\nclass='x'\n>\n하나\n\n  둘  <b>a</b>\n</li>\n"


def test_a_fragment_is_compiled_once_a_variant(greeting, templates):
    values = {"tone": "calm", "is_loud": False}
    greeting(name="하나", note="", **values)
    templates["greeting.html"] = "changed"
    assert "둘" in greeting(name="둘", note="", **values)
    assert greeting(name="둘", note="셋", **values) == "changed"


def test_a_fragment_is_rendered_each_time_while_developing(greeting, templates, settings):
    settings.DEBUG = True
    values = {"name": "하나", "note": "", "tone": "calm", "is_loud": False}
    assert "하나" in greeting(**values)
    templates["greeting.html"] = "changed"
    assert greeting(**values) == "changed"


def test_made_up_values_fill_no_memory(greeting, monkeypatch):
    monkeypatch.setattr(fragments, "MOST_VARIANTS", 3)
    for number in range(6):
        assert f'class="tone-{number}"' in greeting(name="시민", note="", tone=f"tone-{number}", is_loud=False)
    assert len(greeting._variants) == 3


def test_a_word_that_is_missing_is_a_mistake(greeting):
    with pytest.raises(KeyError):
        greeting(name="시민", tone="", is_loud=False)
