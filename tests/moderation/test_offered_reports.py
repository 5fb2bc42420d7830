"""Nobody is offered what they may not do: without the right to report, no 신고하기 anywhere (spec R16)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Board
from moderation.models import RightChange
from tests import factories
from tests.conversation import say, write

__all__ = ["say", "write"]

BUTTON = "신고하기"


@pytest.fixture
def texts(citizen, admin_member, politician, write, say):
    """Texts of every kind by others, with a comment below each; what is not a page has no list."""
    posts = {
        "post": write(citizen),
        "voice": write(citizen, Board.POLITICIAN, politician=politician),
        "poll": factories.poll(admin_member).post,
        "suggestion": factories.suggestion(citizen).post,
        "notice": factories.notice(admin_member).post,
    }
    for post in posts.values():
        say(post, citizen)
    return posts


@pytest.fixture
def silenced(reader):
    """A member whose right to report was taken away."""
    RightChange.objects.create(member=reader, number=1, is_taken=True, reason="허위 신고 3번")
    return reader


@pytest.mark.parametrize("kind", ["post", "voice", "poll", "suggestion", "notice"])
def test_pages_offer_reporting_to_whom_may_report(client_of, texts, citizen, silenced, politician_member, kind):
    address = texts[kind].get_absolute_url()
    # The post and the comment; a notice itself is not reported by its page.
    assert client_of(politician_member).get(address).text.count(BUTTON) == 2 - (kind == "notice")
    assert BUTTON not in client_of(silenced).get(address).text


def test_parts_of_pages_offer_no_report_without_the_right(client_of, texts, citizen, silenced, say):
    post, client = texts["post"], client_of(silenced)
    comment = post.comments.get()
    part = {"HX-Request": "true", "HX-Target": "comments"}
    for answer in (
        client.get(post.get_absolute_url(), headers=part),
        client.get(f"{post.get_absolute_url()}comments/?after=", headers=part),
        client.post(f"/comments/{comment.public_id}/react/", {"value": "LIKE"}, headers=part),
    ):
        assert answer.status_code == 200
        assert comment.text in answer.text
        assert BUTTON not in answer.text


def test_the_api_tells_who_may_report(api_of, texts, citizen, silenced, politician_member):
    for address in (f"/api/posts/{texts['post'].public_id}", f"/api/suggestions/{texts['suggestion'].public_id}"):
        told = [
            api_of(member).get(address).json()["data"]["permissions"]["report"]
            for member in (politician_member, silenced, citizen, None)
        ]
        assert told == [True, False, False, False], address


def test_my_page_lists_what_is_ones_own_without_the_right(client_of, silenced, write, say):
    post = write(silenced)
    say(post, silenced)
    for tab in ("posts", "comments"):
        page = client_of(silenced).get(f"/me/{tab}/").text
        assert "수정" in page
        assert BUTTON not in page


def test_the_right_is_looked_at_once_a_page_however_many_comments(client_of, texts, citizen, reader, say):
    post, client = texts["post"], client_of(reader)
    for _ in range(3):
        say(post, citizen, parent=say(post, citizen))
    with CaptureQueriesContext(connection) as queries:
        client.get(post.get_absolute_url())
    assert sum("moderation_rightchange" in (query["sql"] or "") for query in queries) == 1


def test_the_right_is_not_looked_at_for_pieces_that_offer_no_report(client_of, texts, reader):
    post, client = texts["post"].get_absolute_url(), client_of(reader)
    with CaptureQueriesContext(connection) as queries:
        for address, sent in ((f"{post}react/", {"value": "LIKE"}), (f"{post}comments/", {"text": "댓글"})):
            assert client.post(address, sent, headers={"HX-Request": "true"}).status_code == 200
    assert any("boards_reaction" in (query["sql"] or "") for query in queries)
    assert not any("moderation_rightchange" in (query["sql"] or "") for query in queries)
