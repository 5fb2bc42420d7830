"""Static files survive their way to production: hashed names, also inside CSS and between modules. They stay light."""

import re
from pathlib import Path, PurePosixPath

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from boards.models import Board
from polibat.cache.fragments import clear_fragments
from polibat.templatetags.components import clear_rendered
from tests import factories
from tests.markup import Markup

IMPORTS = re.compile(r"""(?:import|from)\s*\(?["']([^"']+\.js)["']""")
IMPORTED = re.compile(r'@import "([^"]+)"')
ADDRESS = re.compile(r'url\("([^"]+)"\)')
STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = [file.relative_to(STATIC) for file in (STATIC / "css/site.css", *sorted(STATIC.glob("css/sheets/*.css")))]
LIMIT = 100 * 1024


STORED = {"BACKEND": "polibat.files.StaticStorage"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Everything as production serves it, gathered once."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES=settings.STORAGES | {"staticfiles": STORED}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture
def collected(folder, settings):
    """That folder, while pages are made with its hashed names."""
    settings.STATIC_ROOT = folder
    settings.STORAGES = settings.STORAGES | {"staticfiles": STORED}
    forget_what_was_rendered()
    yield folder
    forget_what_was_rendered()


def forget_what_was_rendered():
    """Parts of pages that are rendered once and kept hold names of static files."""
    clear_rendered()
    clear_fragments()


def test_collectstatic_finds_every_reference(collected):
    manifest = (collected / "staticfiles.json").read_text()
    assert '"js/app.js": "js/app.' in manifest
    hashed = next(collected.glob("js/app.*.js")).read_text()
    assert "./toast.js" not in hashed


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_sheets_are_collected_whole(collected, sheet):
    """What a sheet imports stands in it, in its order, and every address in it leads to a file."""
    (written,) = (collected / sheet.parent).glob(f"{sheet.stem}.*.css")
    text, place = written.read_text(), 0
    assert "@import" not in text
    for name in IMPORTED.findall((settings.BASE_DIR / "static" / sheet).read_text()):
        rules = (settings.BASE_DIR / "static" / resolved(sheet.parent, name)).read_text()
        line = max((line for line in rules.splitlines() if "url(" not in line), key=len)
        place = text.index(line, place)
    for address in ADDRESS.findall(text):
        assert (collected / resolved(sheet.parent, address)).exists(), address


def test_print_rules_stay_on_paper(collected):
    assert "@media print {" in next(collected.glob("css/site.*.css")).read_text()


def test_core_of_the_type_holds_what_the_site_says(settings):
    """So that a page of nothing but our own words needs no other piece."""
    css = (settings.BASE_DIR / "static/css/fonts.css").read_text()
    words = "".join(file.read_text() for file in (settings.BASE_DIR / "templates").rglob("*.html"))
    for weight in ("400", "700"):
        held = set()
        for part in re.search(rf"text/{weight}-core\.woff2.*?unicode-range:([^}}]+)\}}", css)[1].split(","):
            first, _, last = part.removeprefix("U+").partition("-")
            held |= set(range(int(first, 16), int(last or first, 16) + 1))
        assert {letter for letter in words if "가" <= letter <= "힣" and ord(letter) not in held} == set()
        assert (settings.BASE_DIR / f"static/fonts/text/{weight}-core.woff2").stat().st_size < 140 * 1024


def files_of(page, collected):
    """The style sheets and modules that a page loads, and the modules that these import."""
    wanted = [attrs.get("href") or attrs.get("src") for tag, attrs in page.elements if tag in {"link", "script"}]
    waiting = [
        PurePosixPath(name.removeprefix("/static/")) for name in wanted if name and name.endswith((".css", ".js"))
    ]
    files = set()
    while waiting:
        file = waiting.pop()
        if file not in files:
            files.add(file)
            text = (collected / file).read_text()
            if file.suffix == ".js":
                waiting += [PurePosixPath(resolved(file.parent, found)) for found in IMPORTS.findall(text)]
    return files


def resolved(folder, name):
    """An import of a module beside or above, or from the root of static files."""
    if name.startswith("/static/"):
        return name.removeprefix("/static/")
    parts = list(folder.parts)
    for part in PurePosixPath(name).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def weight(file, collected):
    """Bytes on the line: the Brotli copy, or the file where none is smaller."""
    packed = collected / f"{file}.br"
    return (packed if packed.exists() else collected / file).stat().st_size


@pytest.mark.parametrize("role", ["anonymous", "citizen"])
def test_pages_weigh_less_than_a_hundred_kilobytes(collected, client_of, politician, citizen, role, request):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    client = client_of(request.getfixturevalue(role))
    for address in ("/", "/free/", "/voice/", "/politicians/", post.get_absolute_url()):
        files = files_of(Markup(client.get(address).text), collected)
        assert {"app", "htmx", "site"} <= {file.name.partition(".")[0] for file in files}
        assert len([file for file in files if file.suffix == ".css"]) <= 2, address
        weights = {str(file): weight(file, collected) for file in files}
        assert sum(weights.values()) <= LIMIT, (address, sorted(weights.items(), key=lambda pair: -pair[1]))
