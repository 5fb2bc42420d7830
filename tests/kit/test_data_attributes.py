"""docs/data-attributes.md names what the scripts listen to: neither a name too few nor one too many."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "static/js").glob("*.js"))}
PAGE = (ROOT / "docs/data-attributes.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `data-([a-z-]+)` \|(.*)\|$", re.MULTILINE)
# `element.dataset.someName`, `"someName" in element.dataset`, `const { some, names } = element.dataset`, plain text.
PROPERTY = re.compile(r"\bdataset\.(\w+)|\"(\w+)\" in [^;\n]*\bdataset")
TAKEN = re.compile(r"const \{([^}]+)\} = \w+\.dataset")
WRITTEN = re.compile(r"[\"'\[`]data-([a-z]+(?:-[a-z]+)*)")


def dashed(name):
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)


def listened_to(script):
    names = {dashed(first or second) for first, second in PROPERTY.findall(script)} | set(WRITTEN.findall(script))
    return names | {dashed(name.strip()) for some in TAKEN.findall(script) for name in some.split(",")}


def rows(heading):
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return dict(ROW.findall(section))


# Put together by scripts: `data-error-${name}`, `data-${kind}`.
MADE_UP = {
    "error-title": "requests.js",
    "error-text": "requests.js",
    "votes": "poll-watch.js",
    "percent": "poll-watch.js",
}
BY_TEMPLATES, BY_SCRIPTS = rows("Written by templates"), rows("Set by scripts, for styles")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_page_names_what_a_script_listens_to(name):
    missing = listened_to(SCRIPTS[name]) - {*BY_TEMPLATES, *BY_SCRIPTS, "error"}
    assert missing == set()


def test_the_page_names_nothing_that_no_script_knows():
    known = set().union(*map(listened_to, SCRIPTS.values())) | MADE_UP.keys()
    assert {*BY_TEMPLATES, *BY_SCRIPTS} - known == set()
    for name, about in {**BY_TEMPLATES, **BY_SCRIPTS}.items():
        for script in re.findall(r"`([a-z-]+\.js)`", about):
            assert name in listened_to(SCRIPTS[script]) or MADE_UP.get(name) == script, (name, script)


def test_templates_write_what_scripts_wait_for():
    places = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "polibat").rglob("*.py"), *ROOT.glob("*/forms/*.py")]
    places += [*ROOT.glob("*/forms.py"), *ROOT.glob("*/admin/*.py"), ROOT / "static/js/theme.js"]
    written = "\n".join(path.read_text(encoding="utf-8") for path in places)
    silent = [name for name in BY_TEMPLATES if not re.search(rf"data-{name}(?![a-z-])|dataset\.{name}\b", written)]
    assert silent == []
