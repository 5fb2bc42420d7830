"""By what the staff lists of the API can be sorted, as the API before this one could."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from backoffice.lists import PAGES
from boards.models import PostCounts
from moderation.models import Report
from moderation.services import file_report
from polibat.lists import base
from tests import factories

pytestmark = pytest.mark.django_db

# What the API before this one sorted by, where there is such a list.
ONCE = {
    "members": {"createdAt", "lastLoginAt", "nickname"},
    "posts": {"createdAt", "updatedAt", "viewCount", "likeCount"},
    "comments": {"createdAt", "updatedAt", "likeCount"},
    "reports": {"createdAt"},
    "notices": {"createdAt", "updatedAt", "viewCount"},
    "popups": {"createdAt", "updatedAt", "startDate", "endDate"},
    "banners": {"createdAt", "displayOrder"},
    "suggestions": {"createdAt", "repliedAt"},
    "policy-templates": {"createdAt", "title"},
    "policies": {"createdAt", "updatedAt"},
}


def found(api_of, by, key, **given):
    response = api_of(by).get(f"/api/admin/{key}", given)
    assert response.status_code == 200, (key, given, response.text)
    return response.json()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_each_order_is_taken_and_has_page_numbers(page, api_of, superuser):
    names = {*page.orders, *page.page_orders, *page.numbers}
    assert ONCE.get(page.key, set()) <= names
    for name in [*page.page_orders, *page.numbers]:
        found(api_of, superuser, page.key, sortBy=name)
        found(api_of, superuser, page.key, sortBy=name, sortOrder="asc", page=2, limit=1)


@pytest.fixture
def posts(citizen):
    """Three posts, of which the second is read most."""
    made = [factories.post(citizen, title=f"{number}번째 이야기") for number in range(3)]
    for post, views in zip(made, (5, 9, 1), strict=True):
        PostCounts.objects.filter(post=post).update(views=views)
    return made


def test_posts_by_views_and_by_reports(posts, api_of, moderator, reader, monkeypatch):
    first, second, third = (post.public_id for post in posts)
    ids = lambda **given: [row["postId"] for row in found(api_of, moderator, "posts", **given)["data"]]  # noqa: E731
    assert ids(sortBy="viewCount") == [second, first, third]
    assert ids(sortBy="viewCount", sortOrder="asc", limit=2) == [third, first]
    file_report(Report(post=posts[0], reason="SPAM"), by=reader)
    assert ids(sortBy="reportCount") == [first, third, second]
    # Only the newest are compared, and the total says so.
    monkeypatch.setattr(base, "MOST_RANKED", 2)
    assert ids(sortBy="viewCount") == [second, third]


def test_who_never_came_stands_behind_those_who_did(api_of, moderator, citizen, reader):
    Member.objects.filter(pk=citizen.pk).update(last_login=timezone.now() - timedelta(days=3))
    for order in ("desc", "asc"):
        rows = found(api_of, moderator, "members", sortBy="lastLoginAt", sortOrder=order)["data"]
        assert [row["nickname"] for row in rows][:2] == [citizen.nickname, reader.nickname]


def test_a_page_in_such_an_order_has_no_cursor_and_no_file(posts, api_of, moderator):
    assert found(api_of, moderator, "posts", sortBy="updatedAt", limit=1)["pagination"]["nextCursor"] is None
    refused = api_of(moderator).get("/api/admin/posts/export", {"sortBy": "viewCount"})
    assert refused.status_code == 400
    assert api_of(moderator).get("/api/admin/posts", {"sortBy": "viewCount", "sortOrder": "up"}).status_code == 400


def test_comments_by_likes(api_of, citizen, reader):
    post = factories.post(citizen)
    first, second = (factories.comment(post, reader, text=text) for text in ("첫 댓글입니다.", "둘째 댓글입니다."))
    type(second).objects.filter(pk=second.pk).update(likes=3)
    address = f"/api/posts/{post.public_id}/comments"
    orders = ({}, {"sortBy": "likeCount", "sortOrder": "desc"})
    asked = [[row["commentId"] for row in api_of().get(address, given).json()["data"]] for given in orders]
    assert asked == [[first.public_id, second.public_id], [second.public_id, first.public_id]]
