"""A form that came back with its one-time token and other words: nothing typed is lost."""

import uuid

import pytest

from boards.models import Board, Comment, Post
from boards.services import add_comment, publish_post, withdraw_post
from tests import factories

pytestmark = pytest.mark.django_db


def test_same_token_with_other_words_makes_another_post(citizen):
    token = uuid.uuid4()
    titles = ("첫 글입니다", "둘째 글입니다", "첫 글입니다")
    body = "<p>본문은 열 글자를 넘어야 합니다.</p>"
    made = [
        publish_post(Post(board=Board.FREE, title=title, body=body, submission=token), by=citizen) for title in titles
    ]
    assert [post.title for post in Post.objects.order_by("pk")] == ["첫 글입니다", "둘째 글입니다"]
    assert made[0] == made[2]


def test_same_token_below_another_post_makes_another_comment(citizen, reader):
    token = uuid.uuid4()
    for post in (factories.post(citizen), factories.post(citizen, title="다른 글입니다")):
        add_comment(Comment(post=post, text="같은 말입니다.", submission=token), by=reader)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("role", ["politician_member", "moderator", "reader"])
def test_profile_shows_nothing_of_a_deleted_post(request, client_of, citizen, politician, role):
    speaker = factories.speaker_for(politician) if role != "politician_member" else request.getfixturevalue(role)
    post = factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="곧 지울 질문입니다")
    factories.comment(post, speaker, text="답변드립니다.")
    withdraw_post(post, by=citizen)
    page = client_of(request.getfixturevalue(role)).get(politician.get_absolute_url()).text
    assert "곧 지울 질문입니다" not in page
    assert "답변드립니다." not in page


def test_comments_below_a_deleted_post_are_visible_to_no_member(citizen, reader):
    post = factories.post(citizen)
    factories.comment(post, reader)
    withdraw_post(post, by=citizen)
    assert [list(Comment.objects.visible_to(member)) for member in (citizen, reader)] == [[], []]


@pytest.mark.parametrize("q", ["9999-12-31", "9999", "9999-12", "0000", "31.12.9999"])
def test_search_by_an_impossible_day_finds_nothing(client, q):
    assert client.get("/free/", {"in": "date", "q": q}).status_code == 200
