"""No style for what is nowhere: a class that no template, script or tag writes is taken out of the styles."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STYLES = sorted((ROOT / "static/css").rglob("*.css"))
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# Written by others: Django's admin (columns are `field-<name>`), htmx, Quill.
OTHERS = re.compile(r"field-\w+|change-list|htmx-request|ql-[\w-]+")


def strings_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.fixture(scope="module")
def words():
    """Every word in templates, scripts and strings of the code: some are no classes, but no class is missing."""
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    code = [path for app in apps for path in app.rglob("*.py") if "migrations" not in path.parts]
    texts = [text for path in code for text in strings_of(path)]
    for kind in ("templates/**/*.html", "static/js/*.js"):
        texts += [path.read_text(encoding="utf-8") for path in ROOT.glob(kind)]
    return set(re.findall(r"[A-Za-z_][\w-]*", "\n".join(texts)))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_every_class_is_written_somewhere(style, words):
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [part for part in re.findall(r"([^{};]+)\{", text) if not part.lstrip().startswith("@")]
    named = {name for part in selectors for name in CLASS.findall(re.sub(r'"[^"]*"', "", part))}
    assert {name for name in named if name not in words and not OTHERS.fullmatch(name)} == set()
