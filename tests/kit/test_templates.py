"""Mistakes in templates that only a reader of the page would see."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
LONGEST_LINE = 120
# A tag of Django's has no place to break.
ONE_TAG = re.compile(r"\{%(?:(?!%\}).)*%\}")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_comment_over_several_lines(template):
    broken = [line for line in template.read_text().splitlines() if line.count("{#") != line.count("#}")]
    assert broken == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_nothing_that_the_content_security_policy_forbids(template):
    if "emails" not in template.parts:
        assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_long_line_unless_it_is_one_tag(template):
    long = [line.strip() for line in template.read_text().splitlines() if len(line) > LONGEST_LINE]
    assert [line for line in long if not ONE_TAG.fullmatch(line)] == []
