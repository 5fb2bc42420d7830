"""Django's own words in ours: the compiled files say what their sources say, and the admin speaks so."""

import ast
import gettext
import re

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import gettext as translated

from polibat.settings import BASE_DIR

FOLDER = BASE_DIR / "polibat" / "locale" / "ko" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid ((?:".*"\n)+)(?:msgid_plural ((?:".*"\n)+))?msgstr(\[0\])? ((?:".*"\n?)+)', re.MULTILINE)


def words(quoted):
    return "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_words_are_those_of_their_source(domain):
    entries = ENTRY.findall((FOLDER / f"{domain}.po").read_text())
    said = {(words(key), 0) if plural else words(key): words(value) for key, plural, _, value in entries}
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    assert len(said) > 2
    assert compiled == said


def test_the_admin_speaks_in_our_words():
    assert translated("Save and add another") == "저장하고 하나 더 등록"
    assert translated("View %s") % "가입 신청" == "가입 신청"
    # What is not ours is Django's.
    assert translated("Log out") == "로그아웃"


def test_moments_without_a_format_are_written_as_in_lists():
    moment = timezone.make_aware(timezone.datetime(2026, 11, 25, 14, 30))
    assert Template("{{ moment }} {{ day }}").render(Context({"moment": moment, "day": moment.date()})) == (
        "26.11.25. 14:30 26.11.25."
    )
