"""The front page."""

import pytest

from boards.models import Board
from boards.services import withdraw_post
from tests import factories

pytestmark = pytest.mark.django_db


def test_home_shows_popular_posts_and_new_comments(client, citizen, reader, politician, django_assert_max_num_queries):
    free = factories.post(citizen, title="골목길 가로등 이야기")
    factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="버스 노선을 묻습니다")
    factories.comment(free, reader, text="저희 골목도 어둡습니다.")
    with django_assert_max_num_queries(6):
        page = client.get("/")
    for text in ("골목길 가로등 이야기", "버스 노선을 묻습니다", "저희 골목도 어둡습니다.", "한가람 국회의원"):
        assert text in page.text


def test_home_forgets_what_was_withdrawn(client_of, citizen, reader):
    post = factories.post(citizen, title="지울 글입니다")
    factories.comment(post, reader, text="지운 글의 댓글")
    withdraw_post(post, by=citizen)
    page = client_of(reader).get("/").text
    assert "지울 글입니다" not in page
    assert "지운 글의 댓글" not in page


def test_home_of_a_new_site_invites(client):
    assert "첫 글을 남겨 주세요." in client.get("/").text
