"""What import-linter cannot see: no app reaches upwards by a reverse relation, a template, a tag or an address.

Nor does any grow until nobody finds their way in it.

The order of the apps is that of the contract in pyproject.toml. REMAINING lists what still does, with the reason; it
only ever gets shorter: an entry that is not needed any more fails too.
"""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor, ReverseOneToOneDescriptor
from django.template import engines

from polibat.settings import BASE_DIR

PROJECT = Path(BASE_DIR)


def _order():
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract["name"] == "Apps import downwards"]
    return [*(layer for layer in contract["layers"] if layer.isidentifier()), "polibat"][::-1]


ORDER = _order()
RANK = {app: rank for rank, app in enumerate(ORDER)}
REVERSE = (ReverseOneToOneDescriptor, ReverseManyToOneDescriptor)
# Calls whose strings and keywords are paths along relations.
ORM = {
    *("select_related", "prefetch_related", "only", "defer", "values", "values_list", "filter", "exclude", "order_by"),
    *("annotate", "aggregate", "alias", "get", "Q", "F", "OuterRef", "Prefetch", "Exists", "Count", "distinct"),
}
# Lines without blank ones and migrations.
MOST_OF_APP, MOST_OF_KIT_PACKAGE, MOST_OF_MODULE = 5000, 1500, 500
FRAME = "the pages that put several apps together have the address"
REMAINING = {
    # For the frames of detail pages: what a page offers beside the text is answered by the app that owns it.
    ("boards", "moderation:report-create"): "the button that reports stands on the pages of texts",
    ("boards", "moderation:objection-create"): "a hidden text leads its author to what was decided and why",
    ("boards", "assist:topic-list"): "the door to comments leads politicians to what citizens asked",
    # For the edges between apps.
    ("accounts", "pages:home"): FRAME,
    ("accounts", "pages:me"): FRAME,
    ("accounts", "pages:withdraw"): FRAME,
    ("accounts", "politicians:signup"): "whoever signs up as a politician fills in more",
    ("boards", "pages:politician-detail"): FRAME,
    ("displays", "pages:home"): FRAME,
    ("moderation", "pages:me-posts"): FRAME,
    ("notifications", "pages:notification-settings"): FRAME,
    ("polibat", "accounts:password-change"): "the staff site sends whoever has a temporary password to change it",
    ("policies", "consents"): "staff see how many agreed to a version",
    ("politicians", "pages:me"): FRAME,
    ("politicians", "pages:politician-detail"): FRAME,
}


def _app_of(path):
    """The app to which a file belongs: its folder, of templates the folder below `templates/` or `templates/admin/`."""
    parts = path.relative_to(PROJECT).parts
    if parts[0] == "templates":
        parts = parts[2:] if parts[1] == "admin" else parts[1:]
    return parts[0] if parts[0] in RANK and len(parts) > 1 else None


@cache
def _modules():
    """The syntax trees of each app's modules."""
    paths = [path for app in ORDER for path in (PROJECT / app).rglob("*.py") if "migrations" not in path.parts]
    return [(_app_of(path), path, ast.parse(path.read_text())) for path in paths]


def _templates():
    paths = sorted((PROJECT / "templates").rglob("*.html"))
    return [(app, path, path.read_text()) for path in paths if (app := _app_of(path))]


@cache
def _reverse():
    """Reverse relations that lead upwards, by name: the ranks of the apps that have the model and that point to it."""
    found = {}
    for model in apps.get_models():
        for relation in model._meta.related_objects:
            ranks = RANK.get(model._meta.app_label, len(RANK)), RANK.get(relation.related_model._meta.app_label, -1)
            if ranks[0] < ranks[1] and not relation.hidden:
                for name in {relation.name, relation.get_accessor_name()}:
                    found.setdefault(name, set()).add(ranks)
    return found


@cache
def _owned(app, *, is_path):
    """Words that mean what is the app's own or stands below: relations, and (no `is_path`) whatever models have."""
    names = set()
    for model in apps.get_models():
        if RANK.get(model._meta.app_label, len(RANK)) > RANK[app]:
            continue
        fields = [field for field in model._meta.get_fields() if not field.auto_created]
        names |= {field.name for field in fields if field.is_relation or not is_path}
        for relation in model._meta.related_objects:
            if RANK.get(relation.related_model._meta.app_label, len(RANK)) <= RANK[app]:
                names |= {relation.name, relation.get_accessor_name()}
        if not is_path:
            names |= {name for name, value in vars(model).items() if not isinstance(value, REVERSE)}
    return names


def _leads_up(app, name, *, is_path=False):
    """Whether `name`, used in `app`, is a reverse relation of its own models or of those below to an app above."""
    between = any(has <= RANK[app] < points for has, points in _reverse().get(name, ()))
    return between and name not in _owned(app, is_path=is_path)


def _words_in(tree):
    """Words that a module uses as attributes, or (True) in paths of its questions to the database."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, False
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ORM:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                for path in (*words, *(keyword.arg for keyword in node.keywords if keyword.arg)):
                    for word in path.lstrip("-").split("__"):
                        yield word, name in {"select_related", "prefetch_related"} or "__" in path


def _addresses_in(tree):
    """Names of addresses that a module asks for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"reverse", "redirect", "reverse_lazy", "with_next"} and isinstance(node.args[0].value, str):
                yield node.args[0].value


def _named_in(tree):
    """Templates and models of apps that a module names by strings: `app/page.html`, `get_model("app", …)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"[\w/-]+\.html", node.value)
        ):
            yield node.value.removeprefix("admin/")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model":
            words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from (f"{word.partition('.')[0]}:model" for word in words[:1])


def _reaches(app, name):
    """Whether the app that `name` (`app:address`, `app/template.html`) belongs to stands above `app`."""
    return RANK.get(re.split(r"[:/]", name)[0], -1) > RANK[app]


def _reverse_relations():
    for app, path, tree in _modules():
        for name, is_path in _words_in(tree):
            if _leads_up(app, name, is_path=is_path):
                yield app, name, path
    for app, path, text in _templates():
        for used in re.findall(r"\{[{%].*?[%}]\}", text, flags=re.DOTALL):
            for name in re.findall(r"\.(\w+)", used):
                if _leads_up(app, name):
                    yield app, name, path


def _templates_and_addresses():
    libraries = engines["django"].engine.libraries
    for app, path, text in _templates():
        for loaded in re.findall(r"\{% load ([\w ]+?) %\}", text):
            for name in loaded.split():
                if _reaches(app, libraries[name].replace(".", "/")):
                    yield app, name, path
        for name in re.findall(r"""\{% (?:include|extends|url|address) ["']([\w:/.-]+)["']""", text):
            if _reaches(app, name):
                yield app, name, path
    for app, path, tree in _modules():
        for name in (*_addresses_in(tree), *_named_in(tree)):
            if _reaches(app, name):
                yield app, name, path


@pytest.mark.parametrize("find", [_reverse_relations, _templates_and_addresses])
def test_no_app_reaches_upwards(find):
    found = {(app, name): path.relative_to(PROJECT) for app, name, path in find() if (app, name) not in REMAINING}
    said = "\n".join(f"{path}: {app} must not know of {name}" for (app, name), path in sorted(found.items()))
    assert not found, f"Let the upper app subscribe to an event, or answer one:\n{said}"


def test_what_remains_is_still_there():
    found = {(app, name) for find in (_reverse_relations, _templates_and_addresses) for app, name, _ in find()}
    assert set(REMAINING) <= found, f"no longer needed: {sorted(set(REMAINING) - found)}"


def test_the_search_sees_what_it_is_for():
    asked = "Post.objects.select_related('author__x', 'summary').filter(sentiment_gauge__positive=1).first().reports"
    words = {name for name, is_path in _words_in(ast.parse(asked)) if _leads_up("boards", name, is_path=is_path)}
    assert words == {"summary", "sentiment_gauge", "reports"}
    assert not _leads_up("assist", "sentiment_gauge")
    assert _leads_up("assist", "reports")
    assert list(_addresses_in(ast.parse("reverse('pages:home')"))) == ["pages:home"]
    drawn = "render(request, 'moderation/log.html'); apps.get_model('moderation', 'Report')"
    assert [_reaches("boards", name) for name in _named_in(ast.parse(drawn))] == [True, True]
    assert _reaches("boards", "moderation:report-create")
    assert _reaches("boards", "assist/_summary.html")
    assert not _reaches("boards", "accounts:login")


def _lines_of(folder):
    """How many lines the modules of a folder have, without blank ones and migrations."""
    paths = [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return sum(bool(line.strip()) for path in paths for line in path.read_text().splitlines())


@pytest.mark.parametrize("app", [app for app in ORDER if app != "polibat"])
def test_no_app_is_too_large_to_find_ones_way_in(app):
    lines = _lines_of(PROJECT / app)
    assert 0 < lines <= MOST_OF_APP, f"{app} has {lines:,} lines: docs/architecture.md (Sizes) says what to do"


@pytest.mark.parametrize("package", sorted(path.parent.name for path in (PROJECT / "polibat").glob("*/__init__.py")))
def test_no_package_of_the_kit_is_too_large(package):
    lines = _lines_of(PROJECT / "polibat" / package)
    assert lines <= MOST_OF_KIT_PACKAGE, f"polibat/{package} has {lines:,} lines: docs/architecture.md (Sizes)"


def test_no_module_is_too_long_to_be_read():
    paths = [*(PROJECT / "tests").rglob("*.py"), *(path for _, path, _ in _modules())]
    long = {path.relative_to(PROJECT): len(path.read_text().splitlines()) for path in paths}
    said = [f"{path} ({lines})" for path, lines in long.items() if lines > MOST_OF_MODULE]
    assert not said, f"longer than {MOST_OF_MODULE} lines; split them by subject: {', '.join(said)}"
