"""Lists of the back office as prepared statements: shared by callers of the same rights, and by nobody else."""

import gc
import weakref

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from rest_framework.request import Request

from accounts.models import Member
from backoffice.lists import CommentList, MemberList, PostList
from boards.models import Post
from boards.services import change_post_status
from polibat.api.pagination import Pagination
from polibat.cache.statements import PreparedList
from polibat.lists.base import StaffList
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_plans(monkeypatch):
    monkeypatch.setattr(StaffList, "_plans", {})


@pytest.fixture
def posts(citizen):
    """A listed post, a hidden one, and who wrote them."""
    listed, hidden = (factories.post(citizen, title=title) for title in ("보이는 글", "숨긴 글"))
    change_post_status(hidden, to=Post.Status.HIDDEN)
    return listed, hidden


def page_of(staff_list, by, given):
    """The rows that a caller gets, a page at a time as the API does."""
    rows = staff_list.prepared(by, given)
    found = Pagination().paginate_queryset(rows, Request(RequestFactory().get("/", given)))
    return isinstance(rows, PreparedList), {row.pk for row in found}


@pytest.mark.parametrize("given", [{}, {"page": "1", "limit": "1"}, {"page": "2", "limit": "1"}, {"board": "FREE"}])
def test_who_asks_first_does_not_decide_what_others_see(posts, moderator, reader, given):
    every_row = PostList.asked(moderator, given)
    seen_by_members = PostList.asked(reader, given)
    start = int(given.get("limit", 20)) * (int(given.get("page", 1)) - 1)
    wanted = [
        (by, is_shared, {row.pk for row in rows[start : start + int(given.get("limit", 20))]})
        for by, is_shared, rows in ((moderator, True, every_row), (reader, False, seen_by_members))
    ]
    assert {row.pk for row in every_row} - {row.pk for row in seen_by_members} == {posts[1].pk}
    # Whoever comes first: both ways, and once more.
    for order in (wanted, wanted[::-1], wanted):
        StaffList._plans.clear()
        for by, is_shared, rows in [*order, *order]:
            assert page_of(PostList, by, given) == (is_shared, rows)


@pytest.mark.parametrize("staff_list", [PostList, CommentList, MemberList])
def test_callers_of_other_rights_share_no_plans(staff_list, posts, moderator, admin_member, reader):
    for by in (moderator, admin_member, factories.staff_member("moderator")):
        assert page_of(staff_list, by, {})[0]
    assert len(StaffList._plans) == 2
    assert not page_of(staff_list, reader, {})[0]
    assert len(StaffList._plans) == 2


def test_nothing_of_who_asked_first_is_kept(posts, moderator):
    by = Member.objects.get(pk=moderator.pk)
    page_of(PostList, by, {"limit": "1"})
    page_of(PostList, by, {"page": "2", "limit": "1"})
    kept = weakref.ref(by)
    del by
    gc.collect()
    assert StaffList._plans
    assert kept() is None


def test_figures_of_cards_are_shared_by_the_same_rights_alone(posts, moderator, reader):
    cache.clear()
    assert PostList.rights_of(reader) is None
    assert PostList.rights_of(moderator) is not None
    every = PostList.figures(moderator)
    factories.post(reader)
    assert PostList.figures(moderator) == every
    # For whoever may not see the list nothing is kept and nothing was.
    assert PostList.figures(reader)["total"] == every["total"] + 1
