"""Staff find what stands on the boards by its id, the beginning of it, or a piece of the title."""

import pytest
from django.urls import reverse

from boards.queries import staff_search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(admin_member, citizen):
    """Two of each kind that have a list of their own in the back office, by the name of its page."""
    return {
        "polls_poll": [factories.poll(admin_member, title=title) for title in ("가온역 승강기", "도서관 시간")],
        "suggestions_notice": [factories.notice(admin_member, title=title) for title in ("가온역 점검", "도서관 휴관")],
        "suggestions_suggestion": [
            factories.suggestion(citizen, title=title) for title in ("가온역 안내", "도서관 화면")
        ],
    }


@pytest.mark.parametrize("page", ["polls_poll", "suggestions_notice", "suggestions_suggestion"])
def test_lists_of_the_back_office_find_by_id_and_title(page, rows, client_of, admin_member):
    first, second = (row.post for row in rows[page])
    client, address = client_of(admin_member), reverse(f"admin:{page}_changelist")
    for term, found in (
        (first.public_id, {first}),
        (first.public_id.lower(), {first}),
        (second.public_id[:2], {first, second}),
        ("가온역", {first}),
        ("도서관", {second}),
        ("없는말", set()),
        ("", {first, second}),
    ):
        shown = client.get(address, {"q": term}).context["cl"].result_list
        assert (term, {row.post for row in shown}) == (term, found)


def test_keys_are_those_of_the_newest(citizen, monkeypatch):
    monkeypatch.setattr("boards.queries.staff_search.MOST_FOUND", 2)
    posts = [factories.post(citizen, title=f"마을버스 {number}") for number in range(3)]
    assert staff_search.keys_of_posts("마을버스") == [posts[2].pk, posts[1].pk]
    assert staff_search.keys_of_posts(posts[0].public_id) == [posts[0].pk]
