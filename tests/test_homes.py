"""Rules that have one home: what is said there is said nowhere else (docs/architecture.md)."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import resolve

from boards.models import Board, Comment, Post
from boards.models.visibility import IS_LISTED, IS_PUBLISHED, IS_UNLISTED, LISTED, UNLISTED
from polibat.events import Event
from polibat.settings import BASE_DIR

PROJECT = Path(BASE_DIR)
APPS = (
    "policies accounts notifications politicians pictures boards suggestions polls assist moderation displays insights "
    "backoffice pages"
)
COMPONENTS = "polibat/templatetags/components.py"
# What is said, by a pattern, and where.
HOMES = {
    "a status of texts": (r"""["']\(?'?(?:PUBLISHED|PINNED|HIDDEN)\b""", {"boards/models/visibility.py"}),
    "that a reason is missing": (r"사유를 입력해 주세요", {"polibat/text/reason.py"}),
    "that one may not": (r"\"권한이 없습니다\.\"", {"polibat/security/permission.py"}),
    "how long a text is to people": (r"현재 \{[^}]*\}자", {"polibat/text/length.py"}),
    "that one has to agree first": (r"바뀐 약관에 동의하신 뒤에", {"accounts/models/member.py"}),
    "that a suspended member may not": (r"정지된 동안에는", {"accounts/models/member.py"}),
    "that an aide writes or answers": (r"보좌진(?:등록|답변)\"", {"boards/models/badges.py"}),
    "how who speaks is marked": (r"\"(?:politician|assistant)-blue\"", {"boards/models/badges.py", COMPONENTS}),
    "when ballots can be cast": (r"closed_at(?: IS|__isnull)", {"polls/models/poll.py"}),
}
# Services that tell the log at once: what became of a request to somebody else's server holds whatever is taken back.
NO_DEEDS = {"accounts/services/login.py", "assist/services/ai/client.py", "notifications/services/mail_sender.py"}
# Verbs that ask nobody for permission, and why; by their module.
ASK_NOBODY = {
    "accounts/services/data_export.py": {"request_export": "what is held about oneself is everybody's to have"},
    "assist/services/summaries.py": {"complain_about_summary": "visitors may, too; a limit holds them"},
    "boards/services/drafts.py": {"discard_draft": "there is none but one's own"},
    "moderation/services/decisions.py": dict.fromkeys(
        ("decisions_seen", "decisions_seen_of"), "a number, for the form of whoever decides"
    ),
    "politicians/services/mentions.py": {"tell_speakers": "follows from a text that was stored"},
    "polls/services/previews.py": {"preview_poll": "stores nothing; clean_previewed asks"},
    "suggestions/services/previews.py": {"preview_notice": "stores nothing; clean_previewed asks"},
}


def _files():
    for app in (*APPS.split(), "polibat"):
        for path in (PROJECT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(PROJECT)), path.read_text()


@pytest.mark.parametrize("rule", HOMES)
def test_a_rule_is_said_in_its_home_alone(rule):
    pattern, homes = HOMES[rule]
    said = {name for name, text in _files() if re.search(pattern, text)}
    assert said == homes, f"{rule} is said in {', '.join(homes)}; take it from there in {', '.join(said - homes)}"


def test_templates_spell_no_status():
    spelled = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if re.search(r"""["'](?:PUBLISHED|PINNED|HIDDEN|DELETED)["']""", path.read_text())
    ]
    assert not spelled, f"ask the text (post.Status.HIDDEN): {', '.join(spelled)}"


def _verbs():
    """The verbs of all apps that somebody does: the module, the function and the others of its module."""
    for app in APPS.split():
        for path in sorted((PROJECT / app / "services").rglob("*.py")):
            functions = {
                node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)
            }
            for function in functions.values():
                if not function.name.startswith("_") and "by" in {each.arg for each in function.args.kwonlyargs}:
                    yield str(path.relative_to(PROJECT)), function, functions


def _asks(function, functions, seen=()):
    """Whether a function calls `require…`, hands its actor on to another verb, or calls one beside it that does."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name.startswith("require") or "by" in {keyword.arg for keyword in call.keywords}:
            return True
        if name in functions and name not in seen and _asks(functions[name], functions, (*seen, name)):
            return True
    return False


def test_a_verb_asks_whether_its_actor_may():
    verbs = [*_verbs()]
    silent = {}
    for module, function, functions in verbs:
        if not _asks(function, functions):
            silent.setdefault(module, set()).add(function.name)
    assert len(verbs) > 90
    assert silent == {module: set(names) for module, names in ASK_NOBODY.items()}, (
        "a verb begins with require(by, permission, …) (polibat/security/permission.py), or ASK_NOBODY says why not"
    )


def test_deeds_are_logged_once_they_hold():
    at_once = [name for name, text in _files() if "/services/" in name and re.search(r"\blogger\.info\(", text)]
    assert set(at_once) == NO_DEEDS, "a verb tells the log by log_deed (polibat/db/deeds.py)"


def _events():
    for path in sorted(PROJECT.glob("*/events.py")):
        module = import_module(f"{path.parent.name}.events")
        yield from (event for event in vars(module).values() if isinstance(event, Event))


@pytest.mark.parametrize("event", [*_events()], ids=repr)
def test_every_event_is_heard_by_somebody(event):
    assert event._signal.receivers


def test_statuses_in_statements_are_those_of_querysets():
    assert IS_LISTED == "IN ('PUBLISHED', 'PINNED')"
    assert IS_UNLISTED == "IN ('HIDDEN', 'DELETED')"
    assert IS_PUBLISHED == "= 'PUBLISHED'"
    assert {*LISTED, *UNLISTED} == set(Post.Status)
    assert [status for status in Post.Status if Post(status=status).is_listed] == list(LISTED)
    assert [status for status in Comment.Status if Comment(status=status).is_listed] == ["PUBLISHED"]


@pytest.mark.parametrize("board", Board)
def test_every_board_answers_at_its_slug(board):
    post = Post(board=board, public_id=f"{board.prefix}000001")
    assert resolve(board.list_address).url_name.endswith("-list")
    found = resolve(post.get_absolute_url())
    assert found.url_name.endswith("-detail")
    assert found.kwargs["public_id"] == post.public_id
