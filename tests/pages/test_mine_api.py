"""`/api/members/me` and what everybody is shown: one's own doings, the file of everything, leaving, public figures."""

import io
import zipfile

import pytest
from django.core.cache import cache

from accounts.models import DataExport, Member
from boards.models import Post
from boards.services import withdraw_post
from moderation.models import Report
from moderation.services import file_report, hide_text
from polls.services import cast_ballot
from tests import factories
from tests.accounts.mail import deliver
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

MINE = "/api/members/me"
TABS = ("posts", "comments", "votes", "suggestions", "reports")


def fill(member, others, admin):
    """One more of everything by `member`."""
    post = factories.post(member)
    comment = factories.comment(others, member)
    poll = factories.poll(admin, "감자", "고구마")
    cast_ballot(poll, options=[poll.options.first().pk], by=member)
    suggestion = factories.suggestion(member, is_private=True)
    reported = factories.comment(others, others.author)
    report = file_report(Report(comment=reported, reason=Report.Reason.SPAM), by=member)
    return [post, comment, poll, suggestion, report]


def rows(client, tab):
    response = client.get(f"{MINE}/{tab}")
    assert response.status_code == 200
    return response.json()["data"]


def test_each_tab_holds_ones_own_and_nothing_of_others(api_of, citizen, reader, admin_member):
    others = factories.post(reader)
    post, comment, poll, suggestion, report = fill(citizen, others, admin_member)
    client = api_of(citizen)
    assert [row["postId"] for row in rows(client, "posts")] == [suggestion.post.public_id, post.public_id]
    (row,) = rows(client, "comments")
    assert (row["commentId"], row["postId"], row["postTitle"]) == (comment.public_id, others.public_id, others.title)
    (row,) = rows(client, "votes")
    assert (row["voteId"], row["result"]) == (poll.post.public_id, ["감자"])
    (row,) = rows(client, "suggestions")
    assert (row["suggestionId"], row["isPublic"], row["status"]) == (suggestion.post.public_id, False, "PENDING")
    (row,) = rows(client, "reports")
    assert (row["reportId"], row["targetType"], row["reason"]) == (report.public_id, "COMMENT", "SPAM")
    assert [row["postId"] for row in rows(api_of(reader), "posts")] == [others.public_id]
    assert [rows(api_of(reader), tab) for tab in ("votes", "suggestions", "reports")] == [[], [], []]


def test_what_was_deleted_is_gone_and_what_was_hidden_says_so(api_of, citizen, moderator):
    hidden, gone = factories.post(citizen, title="숨겨질 글"), factories.post(citizen, title="지워질 글")
    hide_text(hidden, by=moderator, reason="도배")
    withdraw_post(gone, by=citizen)
    assert [(row["title"], row["status"]) for row in rows(api_of(citizen), "posts")] == [("숨겨질 글", "HIDDEN")]


def test_queries_do_not_grow_with_what_one_did(api_of, citizen, reader, admin_member, django_assert_max_num_queries):
    others = factories.post(reader)
    client = api_of(citizen)
    fill(citizen, others, admin_member)
    for _ in range(2):
        for tab in TABS:
            with django_assert_max_num_queries(6):
                assert rows(client, tab)
        cache.clear()
        fill(citizen, others, admin_member)


def test_the_file_of_everything_is_asked_for_once_a_day_and_fetched_by_oneself(api_of, citizen, reader):
    client = api_of(citizen)
    assert client.get(f"{MINE}/data-exports/latest/file").json()["error"]["code"] == "EXPORT_NOT_FOUND"
    asked = client.post(f"{MINE}/data-exports")
    assert (asked.status_code, asked.json()["data"]["state"]) == (201, DataExport.State.MAKING)
    assert client.post(f"{MINE}/data-exports").status_code == 400
    deliver()
    (row,) = rows(client, "data-exports")
    assert row["state"] == DataExport.State.READY
    response = client.get(f"{MINE}/data-exports/latest/file")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        assert archive.testzip() is None
    assert api_of(reader).get(f"{MINE}/data-exports/latest/file").status_code == 404
    assert rows(api_of(reader), "data-exports") == []


def test_leaving_takes_the_password_and_ends_every_token(api_of, citizen):
    post, client, phone = factories.post(citizen), api_of(citizen), api_of(citizen)
    assert client.post(f"{MINE}/withdraw", {"password": "x"}, format="json").status_code == 401
    assert Member.objects.get().status == Member.Status.APPROVED
    assert client.post(f"{MINE}/withdraw", {"password": PASSWORD}, format="json").status_code == 204
    assert {client.get("/api/auth/me").status_code, phone.get("/api/auth/me").status_code} == {401}
    shown = api_of().get(f"/api/posts/{post.public_id}").json()["data"]["author"]
    assert shown == {"memberId": None, "nickname": "탈퇴한 회원", "memberType": None}


def test_public_figures_are_those_of_the_rows_for_a_minute(api_of, citizen, reader, politician_member, admin_member):
    factories.post(citizen)
    factories.poll(admin_member)
    told = api_of().get("/api/stats").json()["data"]
    assert told == {"members": 3, "politicians": 1, "posts": 1, "polls": 1}
    factories.post(reader)
    assert api_of().get("/api/stats").json()["data"] == told
    cache.clear()
    assert api_of().get("/api/stats").json()["data"]["posts"] == Post.objects.filter(board="FREE").count() == 2


def test_public_lists_cost_what_they_cost_however_long(api_of, admin_member, django_assert_num_queries):
    for size in (1, 3):
        while api_of().get("/api/banners").json()["data"].__len__() < size:
            factories.banner(admin_member)
        for address in ("/api/banners", "/api/popups"):
            with django_assert_num_queries(1):
                assert api_of().get(address).status_code == 200
    with django_assert_num_queries(3):
        api_of().get("/api/stats")
    with django_assert_num_queries(0):
        api_of().get("/api/stats")
