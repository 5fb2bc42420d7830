"""What is said once of a staff list stands in its table, its file and its API."""

import csv
import io

import pytest
from django.contrib.admin.templatetags.admin_list import result_headers
from django.core.cache import cache
from rest_framework import serializers

from backoffice.lists import PostList
from polibat.api.parameters import names_of
from polibat.lists.base import Card
from polibat.lists.columns import Column
from polibat.lists.filters import yes_or_no
from polibat.lists.panel import YES_NO, Panel
from polibat.lists.rows import row_serializer
from polibat.lists.table import panel_filters
from tests import factories
from tests.markup import contains

pytestmark = pytest.mark.django_db
POSTS = "/admin/boards/post/"


@pytest.fixture
def changed(monkeypatch):
    """The list of posts with one more column, card and filter."""
    panel = Panel("수정됨", values={"1": "true", "0": "false"}, choices=YES_NO)
    edited = yes_or_no("edited_at", lookup_expr="isnull", exclude=True, panel=panel)
    filters = type("PostFilters", (PostList.filters,), {"isEdited": edited})
    column = Column("제목의 길이", lambda post: len(post.title), "titleLength", serializers.IntegerField)
    monkeypatch.setattr(PostList, "columns", [*PostList.columns, column])
    monkeypatch.setattr(PostList, "cards", [*PostList.cards, Card("free", "자유게시판", {"board": "FREE"})])
    monkeypatch.setattr(PostList, "filters", filters)
    cache.clear()
    panel_filters.cache_clear()
    names_of.cache_clear()
    yield
    panel_filters.cache_clear()
    names_of.cache_clear()
    cache.clear()


def test_a_column_a_card_and_a_filter_are_added_in_one_place(changed, client_of, api_of, moderator, citizen):
    post = factories.post(citizen, title="다섯 글자다")
    page = client_of(moderator).get(POSTS)
    assert [str(header["text"]) for header in result_headers(page.context["cl"])][-1] == "제목의 길이"
    assert contains(page, '<td class="field-titleLength">6</td>')
    assert contains(page, '<a href="?board__exact=FREE">')
    assert contains(page, "<span>자유게시판</span> <strong>1개</strong>")
    assert contains(page, '<option value="isEdited=1">예</option>')
    assert api_of(moderator).get("/api/admin/posts/stats").json()["data"]["free"] == 1
    assert api_of(moderator).get("/api/admin/posts", {"isEdited": "true"}).json()["data"] == []
    assert row_serializer.__wrapped__(PostList)(PostList.fill([post])[0]).data["titleLength"] == 6
    file = client_of(moderator).get(f"{POSTS}export.csv").getvalue().decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(file))
    assert (heading[-1], row[-1]) == ("제목의 길이", "6")
