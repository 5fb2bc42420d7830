"""Rules that have one home: what is said there is said nowhere else (docs/architecture.md)."""

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
    "policies accounts notifications politicians boards suggestions polls assist moderation displays insights "
    "backoffice pages"
)
COMPONENTS = "polibat/templatetags/components.py"
# What is said, by a pattern, and where.
HOMES = {
    "a status of texts": (r"""["']\(?'?(?:PUBLISHED|PINNED)\b""", {"boards/models/visibility.py"}),
    "that a reason is missing": (r"사유를 입력해 주세요", {"polibat/text/reason.py"}),
    "that one may not": (r"\"권한이 없습니다\.\"", {"polibat/security/permission.py"}),
    "how long a text is to people": (r"현재 \{[^}]*\}자", {"polibat/text/length.py"}),
    "that one has to agree first": (r"바뀐 약관에 동의하신 뒤에", {"accounts/models/member.py"}),
    "that a suspended member may not": (r"정지된 동안에는", {"accounts/models/member.py"}),
    "that an aide writes or answers": (r"보좌진(?:등록|답변)\"", {"boards/models/badges.py"}),
    "how who speaks is marked": (r"\"(?:politician|assistant)-blue\"", {"boards/models/badges.py", COMPONENTS}),
    "when ballots can be cast": (r"closed_at(?: IS|__isnull)", {"polls/models/poll.py"}),
}


def _files():
    for app in (*APPS.split(), "polibat"):
        for path in (PROJECT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(PROJECT)), path.read_text()


@pytest.mark.parametrize("rule", HOMES)
def test_a_rule_is_said_in_its_home_alone(rule):
    pattern, homes = HOMES[rule]
    assert {name for name, text in _files() if re.search(pattern, text)} == homes


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
