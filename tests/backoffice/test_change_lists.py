"""Lists of the back office: periods in Seoul days, links into each other, a bounded number of queries."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import result_headers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Member, StatusChange
from accounts.services import change_member_status
from boards.models import Post
from boards.services import react
from moderation.services import hide_text
from politicians.models import Application, Document
from polls.services import cast_ballot
from suggestions.services import answer_suggestion, pin_notice
from tests import factories
from tests.factories import MemberFactory
from tests.markup import contains, text_of, tidy
from tests.moderation.test_admin import report

MEMBERS = "/admin/accounts/member/"
NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture
def joined(db):
    """Members who joined at the edges of the periods, in Seoul; by nickname."""
    moments = {
        "오늘첫순간": datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
        "어제끝": datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC),
        "일주일전": datetime(2026, 11, 17, 15, 0, tzinfo=UTC),
        "여드레전": datetime(2026, 11, 17, 14, 59, 59, tzinfo=UTC),
        "한달전": datetime(2026, 10, 24, 15, 0, tzinfo=UTC),
        "일년전": datetime(2025, 11, 24, 15, 0, tzinfo=UTC),
    }
    for nickname, moment in moments.items():
        MemberFactory(nickname=nickname, joined_at=moment)
    return list(moments)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 6),
        ({"period": "day"}, 1),
        ({"period": "week"}, 2),
        ({"period": "month"}, 4),
        ({"period": "year"}, 5),
        ({"since": "2026-11-24", "until": "2026-11-24"}, 1),
        ({"since": "2026-11-25"}, 1),
        ({"until": "2026-11-17"}, 3),
        ({"since": "2026-11-25", "until": "2026-11-24"}, 0),
        ({"period": "day", "by": "last_login"}, 0),
    ],
)
def test_member_list_by_period_counts_seoul_days(client_of, moderator, joined, asked, number):
    with time_machine.travel(NOON, tick=False):
        page = client_of(moderator).get(MEMBERS, {"kind__exact": "NORMAL", **asked})
    assert page.context["cl"].result_count == number


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "어제"},
        {"until": "2026-13-01"},
        {"period": "\x00"},
        {"by": "password"},
        {"since": "🚩", "period": "day"},
    ],
)
def test_member_list_by_a_broken_period_answers(client_of, moderator, citizen, asked):
    page = client_of(moderator).get(MEMBERS, asked)
    assert page.status_code == 200
    assert page.context["cl"].result_count == 1
    assert ("날짜를 2026-11-23처럼 입력해 주세요." in page.text) is bool({"since", "until"} & set(asked))


def test_member_list_by_period_keeps_what_else_was_chosen(client_of, moderator):
    page = client_of(moderator).get(MEMBERS, {"kind__exact": "ADMIN", "period": "week"})
    assert contains(page, '<input type="hidden" name="kind__exact" value="ADMIN">')


def test_member_list_links_lead_to_the_same_numbers(client_of, moderator, citizen, reader):
    posts = [factories.post(citizen, title=f"글 {number}") for number in range(3)]
    for post in posts[:2]:
        react(post, by=reader, value="LIKE")
    comment = factories.comment(posts[0], reader)
    hide_text(factories.post(citizen), by=moderator, reason="도배")
    client = client_of(moderator)
    page = client.get(MEMBERS)
    for path, number in (
        (f"/admin/boards/post/?memberId={citizen.public_id}&status__exact=PUBLISHED", 3),
        (f"/admin/boards/comment/?memberId={reader.public_id}&status__exact=PUBLISHED", 1),
        (f"/admin/boards/reaction/?memberId={reader.public_id}&value__exact=LIKE", 2),
    ):
        assert contains(page, f'<a href="{path.replace("&", "&amp;")}">{number}</a>')
        assert client.get(path).context["cl"].result_count == number
    on_post = client.get(f"/admin/boards/reaction/?postId={posts[0].public_id}&value__exact=LIKE")
    assert on_post.context["cl"].result_count == 1
    assert comment.public_id in client.get(f"/admin/boards/comment/?q={posts[0].public_id}").text


def test_text_lists_count_with_links_to_the_rows_and_none_for_nothing(client_of, moderator, citizen, reader):
    post, quiet = factories.post(citizen, title="소음 신고"), factories.post(citizen, title="조용한 글")
    comment = factories.comment(post, reader)
    react(post, by=reader, value="LIKE")
    report(post, by=reader)
    report(comment, by=citizen)
    client = client_of(moderator)
    for address, text, links in (
        (
            "/admin/boards/post/",
            post,
            {
                "reaction/": {"postId": post.public_id, "value__exact": "LIKE"},
                "comment/": {"postId": post.public_id, "status__exact": "PUBLISHED"},
                "report/": {"postId": post.public_id, "state": "all"},
            },
        ),
        ("/admin/boards/comment/", comment, {"report/": {"commentId": comment.public_id, "state": "all"}}),
    ):
        page = client.get(address)
        for name, asked in links.items():
            path = f"/admin/{'moderation' if name == 'report/' else 'boards'}/{name}"
            assert contains(page, f'<a href="{path}?{urlencode(asked).replace("&", "&amp;")}">1</a>')
            assert client.get(path, asked).context["cl"].result_count == 1
        assert f"postId={quiet.public_id}" not in page.text
        assert (text.title if text is post else text.text) in page.text
    assert contains(client.get("/admin/boards/post/"), '<span class="short" title="조용한 글">조용한 글</span>')


COLUMNS = {
    "boards/post": (
        "번호, 게시글 아이디, 게시판, 게시글 제목, 게시글 상태, 조회수, "
        "받은 반응, 댓글수, 신고 받음, 작성자, 작성일시, 최종수정일시"
    ),
    "boards/comment": (
        "번호, 게시글, 댓글 아이디, 댓글 내용, 댓글 상태, 받은 반응, 신고 받음, 작성자, 작성일시, 최종수정일시"
    ),
    "moderation/report": (
        "번호, 신고 아이디, 신고한 회원, 신고받은 게시글/댓글, 신고사유, 글쓴이, 표시, 조치여부, 담당, 신고일시"
    ),
    "polls/poll": ("번호, 투표 아이디, 투표 제목, 상태, 시작일, 마감일, 조회수, 참여수, 댓글수, 게시 상태"),
    "suggestions/suggestion": (
        "번호, 불편/제안 아이디, 불편/제안 구분, 제목, 비공개, 불편/제안 상태, "
        "조치여부, 조회수, 받은 반응, 댓글수, 작성자, 등록일시"
    ),
    "suggestions/notice": (
        "번호, 공지사항 아이디, 공지사항 구분, 제목, 공지 상태, 조회수, 받은 반응, 댓글수, 작성일, 최종수정일"
    ),
}


@pytest.fixture
def content(admin_member, citizen, reader):
    """One of everything that staff look after; by the part of the address of its list."""
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    rows = {
        "boards/post": post,
        "boards/comment": comment,
        "moderation/report": report(comment, by=citizen),
        "polls/poll": factories.poll(admin_member),
        "suggestions/suggestion": factories.suggestion(citizen),
        "suggestions/notice": factories.notice(admin_member),
    }
    for name in ("suggestions/suggestion", "suggestions/notice"):
        react(rows[name].post, by=reader, value="LIKE")
    return rows


def test_lists_of_content_have_the_columns_and_names_that_staff_know(client_of, admin_member, content):
    titles = {"boards/post": "게시글 관리", "polls/poll": "투표관리", "moderation/report": "신고이력"}
    for name, columns in COLUMNS.items():
        page = client_of(admin_member).get(f"/admin/{name}/")
        shown = [str(header["text"]) for header in result_headers(page.context["cl"])][1:]
        assert ", ".join(shown) == columns, name
        assert contains(page, '<td class="field-number">1</td>'), name
        assert f"/admin/{name}/{content[name].pk}/change/" in page.text, name
        assert contains(page, f"<h1>{titles.get(name, page.context['title'])}</h1>")
        assert "@example.com" not in page.text.partition('id="changelist"')[2]
    for name in ("suggestions/suggestion", "suggestions/notice"):
        page = client_of(admin_member).get(f"/admin/{name}/")
        assert f"/admin/boards/reaction/?postId={content[name].post.public_id}&amp;value__exact=LIKE" in page.text
        assert "value__exact=DISLIKE" not in page.text


FILTERS = {
    "boards/post": ["게시판", "상태", "이미지", "검색기간"],
    "boards/comment": ["게시판", "상태", "신고", "답변", "검색기간"],
    "moderation/report": ["조치여부", "신고사유", "콘텐츠 유형", "게시판", "검색기간"],
    "polls/poll": ["상태", "검색기간"],
    "suggestions/suggestion": ["유형", "상태", "조치상태", "비공개", "검색기간"],
    "suggestions/notice": ["카테고리", "상태", "검색기간"],
}
COMPARED = {
    "polls/poll": ["시작일", "종료일"],
    "moderation/report": ["신고일시"],
}


def test_lists_of_content_have_the_filters_that_staff_know(client_of, admin_member, content):
    for name, titles in FILTERS.items():
        page = client_of(admin_member).get(f"/admin/{name}/")
        specs = page.context["cl"].filter_specs
        assert [str(spec.title) for spec in specs] == titles, name
        assert [label for _, label in specs[-1].columns] == COMPARED.get(name, ["작성일", "최종수정일"]), name
        for title in titles:
            assert re.search(rf'<label for="filter-[^"]+">{title}</label>', tidy(page)), name
        assert ">모두<" not in tidy(page)


@pytest.mark.parametrize(
    ("name", "badges"),
    [
        ("boards/post", [("outline", "blue", "자유게시판"), ("full", "green", "게시")]),
        ("boards/comment", [("outline", "blue", "자유게시판"), ("full", "green", "게시")]),
        (
            "moderation/report",
            [("outline", "yellow", "스팸/도배"), ("full", "blue", "일반회원"), ("full", "green", "승인")],
        ),
        ("polls/poll", [("full", "green", "진행"), ("full", "green", "게시")]),
        ("suggestions/suggestion", [("outline", "blue", "기능제안"), ("full", "gray", "접수대기")]),
        ("suggestions/notice", [("outline", "blue", "이용안내"), ("full", "green", "게시")]),
    ],
)
def test_lists_of_content_have_badges_in_the_colours_that_staff_know(client_of, admin_member, content, name, badges):
    page = client_of(admin_member).get(f"/admin/{name}/")
    for kind, tone, words in badges:
        assert contains(page, f'<span class="badge" data-kind="{kind}" data-tone="{tone}">{words}</span>')


def test_report_list_says_how_often_a_text_was_ever_reported(client_of, admin_member, citizen, reader):
    post = factories.post(citizen)
    report(post, by=reader)
    hide_text(post, by=admin_member, reason="도배")
    report(factories.comment(factories.post(reader), citizen))
    post.refresh_from_db()
    client = client_of(admin_member)
    asked = {"postId": post.public_id, "state": "all"}
    page = client.get("/admin/moderation/report/", {"state": "all"})
    assert contains(
        page, f'신고받음: <a href="/admin/moderation/report/?{urlencode(asked).replace("&", "&amp;")}">1</a>'
    )
    assert client.get("/admin/moderation/report/", asked).context["cl"].result_count == 1


def test_numbers_of_rows_go_on_over_the_pages(client_of, moderator, citizen, monkeypatch):
    monkeypatch.setattr("boards.admin.texts.PostAdmin.list_per_page", 2)
    for _ in range(3):
        factories.post(citizen)
    page = client_of(moderator).get("/admin/boards/post/?p=2")
    assert [row.list_number for row in page.context["cl"].result_list] == [3]


def test_live_notices_are_those_that_people_read(client_of, admin_member, superuser):
    pinned, plain, hidden = (factories.notice(admin_member, title=f"{name} 공지") for name in ("고정", "보통", "숨긴"))
    pin_notice(pinned, by=admin_member)
    hide_text(hidden.post, by=superuser, reason="지난 공지")
    client = client_of(admin_member)
    for asked, left in (("LIVE", {pinned.pk, plain.pk}), ("PINNED", {pinned.pk}), ("HIDDEN", {hidden.pk})):
        page = client.get("/admin/suggestions/notice/", {"status": asked})
        assert {row.pk for row in page.context["cl"].result_list} == left
    page = client.get("/admin/suggestions/notice/")
    assert contains(page, '<a href="?status=LIVE">')
    assert contains(page, '📌</span> <span class="badge" data-kind="full" data-tone="blue">게시(고정)</span>')


def test_texts_are_found_by_the_day_of_their_last_change(client_of, moderator, citizen):
    old, changed = factories.post(citizen), factories.post(citizen)
    Post.objects.filter(pk__in=[old.pk, changed.pk]).update(published_at=datetime(2026, 1, 5, tzinfo=UTC))
    Post.objects.filter(pk=changed.pk).update(edited_at=datetime(2026, 2, 5, tzinfo=UTC))
    for day, left in (("2026-01-05", [old.pk]), ("2026-02-05", [changed.pk])):
        asked = {"by": "updated_at", "since": day, "until": day}
        page = client_of(moderator).get("/admin/boards/post/", asked)
        assert [row.pk for row in page.context["cl"].result_list] == left


def test_answer_begins_with_the_state_that_a_suggestion_has(client_of, admin_member, citizen):
    suggestion = factories.suggestion(citizen)
    answer_suggestion(suggestion, by=admin_member, state="REVIEWING", reply="살펴보고 있습니다.")
    sent = {"action": "answer", "_selected_action": [suggestion.pk], "index": 0}
    page = client_of(admin_member).post("/admin/suggestions/suggestion/?state=all", sent)
    form = page.context["form"]
    assert form.initial["state"] == "REVIEWING"
    assert dict(form.fields["state"].choices)["PENDING"] == "접수대기"
    assert suggestion.post.body_text in text_of(page)
    page = client_of(admin_member).get(f"/admin/suggestions/suggestion/{suggestion.pk}/change/")
    for words in ("살펴보고 있습니다.", citizen.public_id, 'data-tone="blue">검토중', "조회수", "최종수정일시"):
        assert words in page.text


def test_speaker_list_shows_politicians_and_aides_only(client_of, moderator, citizen, politician_member, aide, pending):
    page = client_of(moderator).get("/admin/politicians/speaker/")
    assert {row.pk for row in page.context["cl"].result_list} == {politician_member.pk, aide.pk, pending.pk}
    assert "한가람" in page.text


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"before": "new"}, 0),
        ({"before": "APPROVED"}, 1),
        ({"by": "none"}, 0),
        ({"by": "{by}"}, 1),
        ({"after__exact": "BANNED", "member__kind__exact": "NORMAL"}, 1),
        ({"q": "글쓴시"}, 1),
        ({"q": "{member}"}, 1),
        ({"before": "x", "by": "\x00"}, 1),
    ],
)
def test_status_history_filters(client_of, superuser, citizen, asked, number):
    change_member_status(citizen, to="BANNED", by=superuser, reason="도배")
    Member.objects.get(pk=citizen.pk)
    words = {"by": superuser.public_id, "member": citizen.public_id}
    asked = {name: value.format(**words) for name, value in asked.items()}
    page = client_of(superuser).get("/admin/accounts/statuschange/", asked)
    assert page.context["cl"].result_count == number


@pytest.mark.parametrize(
    ("status", "kind", "offered"),
    [
        ("APPROVED", "NORMAL", {"정지", "강퇴"}),
        ("APPROVED", "POLITICIAN", {"정지", "강퇴", "승인대기로 변경"}),
        ("BANNED", "NORMAL", {"정지·강퇴 해제"}),
        ("PENDING", "ASSISTANT", {"강퇴"}),
    ],
)
def test_member_page_offers_what_the_status_allows(client_of, admin_member, status, kind, offered):
    member = MemberFactory(status=status, kind=kind)
    page = client_of(admin_member).get(f"{MEMBERS}{member.pk}/change/")
    names = {words for _, words in page.context["row_actions"]}
    assert names == offered | {"상태 변경", "이메일 열람"}


def test_member_page_offers_nothing_to_do_with_staff_to_admins(client_of, admin_member, moderator):
    page = client_of(admin_member).get(f"{MEMBERS}{moderator.pk}/change/")
    assert {words for _, words in page.context["row_actions"]} == {"이메일 열람"}


@pytest.mark.parametrize(("days", "status"), [("", "APPROVED"), ("0", "APPROVED"), ("3", "SUSPENDED")])
def test_member_page_suspends_with_days_and_reason(client_of, admin_member, citizen, days, status):
    sent = {"action": "suspend", "_selected_action": citizen.pk, "apply": "1", "days": days, "reason": "도배"}
    client_of(admin_member).post(MEMBERS, sent)
    assert Member.objects.get(pk=citizen.pk).status == status
    assert StatusChange.objects.filter(member=citizen, reason="도배").exists() is (status == "SUSPENDED")


def test_every_list_asks_the_same_for_one_row_and_for_many(
    client_of, superuser, admin_member, citizen, reader, politician_member, aide
):
    def fill():
        post = factories.post(citizen)
        comment = factories.comment(post, reader)
        react(comment, by=citizen, value="LIKE")
        poll = factories.poll(admin_member)
        cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
        factories.suggestion(citizen)
        factories.notice(admin_member)
        factories.banner(admin_member)
        factories.popup(admin_member)
        somebody = MemberFactory()
        change_member_status(somebody, to="SUSPENDED", by=admin_member, reason="도배", days=1)

    client = client_of(superuser)
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    ]
    fill()
    first = {address: _queries(client, address) for address in addresses}
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=90)):
        fill()
    second = {address: _queries(client, address) for address in addresses}
    grown = {address: (first[address], number) for address, number in second.items() if number > first[address]}
    assert not grown
    assert not {address: number for address, number in second.items() if number > 12}


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    # Beside what is asked stands one row of record, where a list is about members.
    noted = [query for query in asked if 'INSERT INTO "accounts_staffread"' in str(query["sql"])]
    assert len(noted) <= 1
    return len(asked) - len(noted)


def test_policy_preview_shows_the_draft_and_stores_nothing(client_of, admin_member, moderator):
    before = factories.PolicyVersion.objects.count()
    sent = {
        "template": factories.PolicyTemplate.objects.get(slug="terms").pk,
        "summary": "개정",
        "body": "제1조 (목적)\n아주 새로운 본문",
        "effective_at_0": "2099-01-01",
        "effective_at_1": "00:00",
        "_preview": "1",
    }
    address = "/admin/policies/policyversion/add/"
    page = client_of(admin_member).post(address, sent)
    assert "아주 새로운 본문" in page.text
    assert "미리보기입니다" in page.text
    assert "다시 동의해야 하는 회원은 없습니다." in text_of(page)
    page = client_of(admin_member).post(address, sent | {"is_mandatory": "on", "tells_members": "on"})
    assert "2099.01.01. 00:00부터 회원전체에 해당하는 회원은 모두 이 버전에 다시 동의해야" in text_of(page)
    assert "메일을 보냅니다." in text_of(page)
    assert factories.PolicyVersion.objects.count() == before
    assert client_of(moderator).post(address, sent).status_code == 403
    assert "미리보기입니다" not in client_of(admin_member).post(address, sent | {"body": ""}).text


def test_menu_has_the_order_and_words_that_staff_know(client_of, superuser, moderator, pending):
    Application.objects.create(member=pending, stated_name="한가람 의원", affiliation="가온당")
    page = client_of(superuser).get("/admin/")
    groups = {group["name"]: [entry["name"] for entry in group["models"]] for group in page.context["app_list"]}
    names = [
        "회원관리",
        "이력",
        "콘텐츠",
        "운영",
        "서비스 정책관리",
        "정치인 명부",
        "신고 기준",
        "AI",
        "알림과 메일",
        "기록",
    ]
    assert list(groups) == names
    assert 'href="/me/two-factor/"' in page.text
    assert groups["회원관리"] == ["전체회원관리", "정치인관리", "가입 신청", "회원상태 변경이력"]
    listed = [entry["model"] for group in page.context["app_list"] for entry in group["models"]]
    assert sorted(map(str, listed)) == sorted(map(str, admin.site._registry))
    first = page.context["tasks"][0]
    assert (first.label, first.count) == ("승인을 기다리는 가입 신청", 1)
    assert client_of(moderator).get(first.url).context["cl"].result_count == 1


@pytest.mark.parametrize(("role", "has_link"), [("moderator", False), ("admin_member", True)])
def test_application_shows_links_to_documents_only_to_who_may_open_them(request, client_of, pending, role, has_link):
    application = Application.objects.create(member=pending, stated_name="한가람 의원", affiliation="가온당")
    Document.objects.create(application=application, number=1, kind="PDF", name="증명서.pdf", size=1, file="none.pdf")
    page = client_of(request.getfixturevalue(role)).get(f"/admin/politicians/application/{application.pk}/change/")
    assert page.status_code == 200
    assert "증명서.pdf" in page.text
    assert ("/documents/1/" in page.text) is has_link


def test_no_filter_asks_a_column_for_what_it_cannot_hold(client_of, superuser, rf):
    """A NUL is no value: the list says so, or leaves it."""
    client, request, answers = client_of(superuser, raise_request_exception=False), rf.get("/"), {}
    request.user = superuser
    for model, model_admin in admin.site._registry.items():
        if model_admin.has_view_permission(request):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            specs = model_admin.get_changelist_instance(request).filter_specs
            for name in ["q", *(name for spec in specs for name in spec.expected_parameters())]:
                answers[address, name] = client.get(address, {name: "a\x00"}).status_code
    assert {asked: status for asked, status in answers.items() if status not in {200, 302, 400}} == {}
    assert answers["/admin/accounts/dataexport/", "state__exact"] == 302


def test_staff_are_rows_where_they_are_asked_for(client_of, moderator, citizen):
    client = client_of(moderator)
    for asked, found in (({}, citizen), ({"kind__exact": "ADMIN"}, moderator), ({"q": citizen.public_id}, citizen)):
        assert list(client.get(MEMBERS, asked).context["cl"].result_list) == [found], asked


def test_suggestions_and_notices_are_posts_where_they_are_asked_for(client_of, admin_member, citizen):
    client, post = client_of(admin_member), factories.post(citizen)
    suggested = factories.suggestion(citizen).post
    for asked, found in (
        ({}, {post}),
        ({"board__exact": "SUGGESTION"}, {suggested}),
        ({"board__exact": "EVERY"}, {post, suggested}),
        ({"postId": suggested.public_id}, {suggested}),
        ({"memberId": citizen.public_id}, {post, suggested}),
    ):
        assert set(client.get("/admin/boards/post/", asked).context["cl"].result_list) == found, asked
    # What is done on the page of a row reaches it, whatever the list shows.
    sent = {"action": "hide", "_selected_action": suggested.pk, "apply": "1", "reason": "도배", "category": "SPAM"}
    client.post("/admin/boards/post/", sent)
    suggested.refresh_from_db()
    assert suggested.status == "HIDDEN"
