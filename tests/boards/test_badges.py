"""Badges: what is said about a post at a glance, and that every surface says it."""

import pytest

from boards.models import Board, Post, badges
from boards.models import post as posts
from boards.models.badges import AIDE_ANSWER, AIDE_POST, DIRECT_ANSWER, DIRECT_POST, PRIVATE
from boards.views.share_picture import share_picture
from polibat.text.badges import Badge
from tests import factories

pytestmark = pytest.mark.django_db


def test_badges_say_who_speaks(write, say, citizen, moderator, politician, politician_member, aide):
    asked = write(citizen, "POLITICIAN", politician=politician)
    say(asked, aide)
    by_aide_answer = Post.objects.for_list().get()
    say(asked, politician_member)
    rows = {post.pk: post for post in [*Post.objects.for_list()]}
    own, by_aide, by_staff = (write(who, "POLITICIAN") for who in (politician_member, aide, moderator))
    assert (by_aide_answer.badges, rows[asked.pk].badges) == ((AIDE_ANSWER,), (DIRECT_ANSWER,))
    assert (own.author_name, own.list_badge, own.author_badge) == ("한가람", "politician", "politician-blue")
    assert (by_aide.author_name, by_aide.list_badge, by_aide.author_badge) == (
        "한가람의원실",
        "assistant",
        "assistant-blue",
    )
    assert (own.badges, by_aide.badges) == ((DIRECT_POST,), (AIDE_POST,))
    assert (by_staff.list_badge, by_staff.author_badge, by_staff.badges) == ("", "admin", ())


def test_badges_are_said_of_the_board_that_they_belong_to(write, politician_member, citizen):
    assert write(politician_member, "FREE").badges == ()
    open_one, private = (factories.suggestion(citizen, is_private=private).post for private in (False, True))
    assert (open_one.badges, private.badges) == ((), (PRIVATE,))


def test_badges_ask_for_nothing_beside_what_a_list_fetches(
    write, say, citizen, politician, politician_member, django_assert_num_queries
):
    say(write(citizen, "POLITICIAN", politician=politician), politician_member)
    write(politician_member, "POLITICIAN")
    write(citizen)
    posts = list(Post.objects.for_list())
    with django_assert_num_queries(0):
        assert sorted(len(post.badges) for post in posts) == [0, 1, 1]


@pytest.fixture
def marked(monkeypatch):
    """Every post has one more badge, as it would by another fact that is stored with it."""
    monkeypatch.setattr(posts, "badges_of", lambda post: (*badges.badges_of(post), Badge("marked", "새배지")))


MARK = '<span class="badge" data-kind="marked">새배지</span>'
# Where a post stands on a board, and how often: as a row, as a card.
LISTS = {
    "a row and a card": ("FREE", "/free/", 2),
    "a row and a card with pictures": ("POLITICIAN", "/voice/", 2),
    "a search of a board": ("FREE", "/free/?q=배차", 1),
    "a card of home": ("FREE", "/", 1),
    "a search of the site": ("POLITICIAN", "/search/?q=배차", 1),
    "the list of suggestions": ("SUGGESTION", "/suggestions/", 1),
    "the list of notices": ("NOTICE", "/notices/", 1),
}


def made_on(board, request):
    """A post on `board`."""
    if board == Board.SUGGESTION:
        return factories.suggestion(request.getfixturevalue("citizen")).post
    if board == Board.NOTICE:
        return factories.notice(request.getfixturevalue("admin_member")).post
    named = {"politician": request.getfixturevalue("politician")} if board == Board.POLITICIAN else {}
    return factories.post(request.getfixturevalue("citizen"), board, **named)


@pytest.mark.parametrize("surface", LISTS)
def test_a_badge_shows_wherever_a_post_is_listed(marked, client, surface, request):
    board, address, number = LISTS[surface]
    made_on(board, request)
    assert client.get(address).text.count(MARK) == number


@pytest.mark.parametrize("board", ["FREE", "POLITICIAN", "SUGGESTION", "NOTICE"])
def test_a_badge_shows_on_the_page_of_a_post(marked, client, board, request):
    made = made_on(board, request)
    assert MARK in client.get(made.get_absolute_url()).text


def test_a_badge_shows_on_the_page_of_the_politician_whom_a_post_names(marked, client, politician, request):
    made_on(Board.POLITICIAN, request)
    assert MARK in client.get(politician.get_absolute_url()).text


def test_a_badge_is_drawn_on_the_shared_picture(citizen, monkeypatch, request):
    made = made_on(Board.FREE, request)
    plain = share_picture(made)
    request.getfixturevalue("marked")
    assert share_picture(made) != plain


def test_the_api_names_direct_badges_alone(marked, api_of, write, citizen, politician_member):
    write(politician_member, "POLITICIAN")
    write(citizen)
    told = {row["boardType"]: row["directBadge"] for row in api_of().get("/api/posts").json()["data"]}
    assert told == {"POLITICIAN": "direct-post", "FREE": None}
