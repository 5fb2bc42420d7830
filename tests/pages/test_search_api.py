"""The search over the whole site through the API."""

import pytest

from boards.services import change_post_status
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_finds_what_the_page_finds(
    api_of, client_of, citizen, admin_member, politician, django_assert_max_num_queries
):
    title = "한가람 공원 이야기"
    post = factories.post(citizen, title=title)
    hidden = factories.post(citizen, title=title)
    change_post_status(hidden, to="HIDDEN")
    private = factories.suggestion(citizen, title=title, is_private=True)
    poll = factories.poll(admin_member, title=title)
    notice = factories.notice(admin_member, title=title)
    with django_assert_max_num_queries(12):
        response = api_of().get("/api/search", {"search": "한가람"})
    told = response.json()["data"]
    found = {
        kind: ([next(iter(row.values())) for row in about["rows"]], about["total"]) for kind, about in told.items()
    }
    assert found == {
        "posts": ([post.public_id], 1),
        "politicians": ([politician.public_id], 1),
        "votes": ([poll.post.public_id], 1),
        "notices": ([notice.post.public_id], 1),
    }
    page = client_of().get("/search/", {"q": "한가람"}).text
    assert all(public_id in page for rows, _ in found.values() for public_id in rows)
    for gone in (hidden.public_id, private.post.public_id):
        assert gone not in response.text
        assert gone not in page


@pytest.mark.parametrize("words", ["", " ", "!?", "\x00", "\u202e"])
def test_without_words_it_asks_for_some(api_of, words):
    response = api_of().get("/api/search", {"search": words})
    assert (response.status_code, response.json()["error"]["details"][0]["field"]) == (400, "search")


@pytest.mark.parametrize(
    ("words", "status"),
    [("가" * 10_000, 200), ("<script>", 200), ("' OR 1=1 --", 200), ("👨‍👩‍👧가", 200), ("가:*&|!()", 200)],
)
def test_odd_words_find_nothing_calmly(api_of, citizen, words, status):
    factories.post(citizen)
    response = api_of().get("/api/search", {"search": words})
    assert response.status_code == status
    assert {kind: (about["rows"], about["total"]) for kind, about in response.json()["data"].items()} == dict.fromkeys(
        ("posts", "politicians", "votes", "notices"), ([], 0)
    )
