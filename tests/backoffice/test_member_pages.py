"""Members in the back office as staff know them (spec L17 to L21, L31): columns, colours, filters, links, sizes."""

import re
from html import unescape

import pytest
from django.contrib.admin.templatetags.admin_list import result_headers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import EmailAccess, StatusChange
from accounts.services import change_member_status
from boards.services import react
from moderation.services import hide_text
from politicians.models import Application
from polls.models import Ballot
from polls.services import cast_ballot
from tests import factories
from tests.factories import MemberFactory
from tests.markup import contains, text_of, tidy
from tests.moderation.test_admin import report

MEMBERS = "/admin/accounts/member/"
SPEAKERS = "/admin/politicians/speaker/"
CHANGES = "/admin/accounts/statuschange/"
REACTIONS = "/admin/boards/reaction/"
BALLOTS = "/admin/polls/ballot/"
REPORTS = "/admin/moderation/report/"
COLUMNS = {
    MEMBERS: "번호|회원 아이디|닉네임|회원유형|회원상태|활동|누른 반응|신고|가입일시|최근접속일시",
    SPEAKERS: "번호|회원 아이디|닉네임|회원유형|회원상태|정치인유형|정당 및 소속|"
    "보좌하는 정치인|정치방망이 알림|활동|받은 반응|신고|가입일시|최근접속일시",
    CHANGES: "번호|회원상태 변경일시|회원정보|회원상태 (변경 전)|회원상태 (변경 후)|회원상태 변경사유|처리자|비고",
    REACTIONS: "번호|좋아요/싫어요 누른 회원|게시글/댓글 구분|게시글/댓글 아이디|게시판|게시글 제목/댓글 내용|"
    "게시글/댓글 상태|좋아요/싫어요|"
    "좋아요/싫어요 일시",
    BALLOTS: "번호|투표한 회원|투표 아이디|투표 제목|투표 상태|투표 결과|투표 일시",
}
FILTERS = {
    MEMBERS: ["회원상태", "회원유형", "검색기간"],
    SPEAKERS: ["회원상태", "회원유형", "정당 및 소속", "검색기간"],
    CHANGES: ["회원유형", "처리자", "변경 전 회원상태", "변경 후 회원상태", "검색기간"],
    REACTIONS: ["회원유형", "콘텐츠 유형", "게시판", "반응 유형", "검색기간"],
    BALLOTS: ["회원유형", "투표 상태", "투표 결과", "검색기간"],
}
TITLES = {
    MEMBERS: ("전체회원관리", "회원 정보를 조회하고 관리할 수 있습니다."),
    SPEAKERS: ("정치인관리", "정치인 및 보좌진 정보를 조회하고 관리할 수 있습니다."),
    CHANGES: ("회원상태 변경이력", "회원의 상태 변경 이력을 조회하고 관리할 수 있습니다."),
    REACTIONS: ("좋아요/싫어요 이력", "회원들의 좋아요/싫어요 활동 이력을 조회할 수 있습니다."),
    BALLOTS: ("투표 이력", "회원들의 투표 참여 이력을 조회하고 관리할 수 있습니다."),
}


def keys(page):
    """The keys of the rows of a page of a list."""
    return [row.pk for row in page.context["cl"].result_list]


def links(page, model):
    """The links of a page to the list of `model`."""
    return [unescape(link) for link in re.findall(rf'href="(/admin/{model}/\?[^"]*)"', page.text)]


@pytest.fixture
def poll(admin_member, citizen):
    """A running poll with a ballot of the citizen for its first option."""
    poll = factories.poll(admin_member)
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    return poll


@pytest.mark.parametrize("address", COLUMNS)
def test_list_has_the_title_columns_and_filters_that_staff_know(client_of, moderator, politician_member, address):
    page = client_of(moderator).get(address)
    shown = [str(header["text"]) for header in result_headers(page.context["cl"])]
    assert "|".join(name for name in shown if "checkbox" not in name) == COLUMNS[address]
    assert [spec.title for spec in page.context["cl"].filter_specs] == FILTERS[address]
    heading, lead = TITLES[address]
    assert contains(page, f"<h1>{heading}</h1>")
    assert contains(page, f'<p class="lead">{lead}</p>')


def test_filters_are_named_without_djangos_words(client_of, moderator):
    page = client_of(moderator).get(MEMBERS)
    assert contains(page, '<label for="filter-1">회원상태</label>')
    assert contains(page, '<option value="" selected>전체</option>')
    assert ">모두<" not in tidy(page)


@pytest.mark.parametrize("address", [MEMBERS, "/admin/boards/post/", "/admin/politicians/party/"])
def test_list_says_that_nothing_was_found_below_its_columns(client_of, superuser, address):
    client = client_of(superuser)
    MemberFactory(nickname="아무개")
    page = client.get(address, {"q": "세상에없는낱말"})
    assert "검색 결과가 없습니다." in page.text
    assert 'id="result_list"' in page.text
    assert 'class="paginator"' not in page.text
    assert 'name="action"' not in page.text
    assert "검색 결과가 없습니다." not in client.get(MEMBERS).text


@pytest.mark.parametrize(("size", "shown"), [("", 20), ("10", 10), ("50", 24), ("7", 20), ("\x00", 20), ("99999", 20)])
def test_list_has_as_many_rows_as_one_chooses_and_numbers_them_on(client_of, moderator, size, shown):
    MemberFactory.create_batch(24)
    client = client_of(moderator)
    page = client.get(MEMBERS, {"size": size, "status__exact": "APPROVED"})
    assert [row.list_number for row in page.context["cl"].result_list] == list(range(1, shown + 1))
    assert f"1-{shown} / 24건" in text_of(page)
    assert contains(page, '<input type="hidden" name="status__exact" value="APPROVED">')
    if shown < 24:
        rest = client.get(MEMBERS, {"size": size, "status__exact": "APPROVED", "p": "2"})
        assert rest.context["cl"].result_list[0].list_number == shown + 1
        assert f"{shown + 1}-{min(2 * shown, 24)} / 24건" in text_of(rest)


def test_chosen_size_is_kept_by_filters_and_pages(client_of, moderator):
    MemberFactory.create_batch(12)
    page = client_of(moderator).get(MEMBERS, {"size": "10"})
    assert "?p=2&amp;size=10" in page.text
    assert contains(page, '<input type="hidden" name="size" value="10">')


def test_members_have_the_colours_that_staff_know(client_of, moderator, citizen, politician_member, aide, pending):
    page = client_of(moderator).get(MEMBERS)
    for words, tone in (("일반회원", "blue"), ("정치인", "purple"), ("보좌진", "indigo"), ("승인", "green")):
        assert contains(page, f'<span class="badge" data-kind="full" data-tone="{tone}">{words}</span>')
    waiting = '<span class="badge" data-kind="full" data-tone="yellow">승인대기</span>'
    assert contains(page, f'<a href="{MEMBERS}{pending.pk}/change/">{waiting}</a>')


def test_reports_on_a_members_texts_are_counted_and_lead_to_them(client_of, moderator, citizen, reader):
    post = factories.post(citizen)
    report(post, by=reader)
    report(factories.comment(post, citizen), by=reader)
    report(factories.post(reader), by=citizen)
    client = client_of(moderator)
    found = f"{REPORTS}?author={citizen.public_id}&state=all"
    page = client.get(MEMBERS)
    assert contains(page, f'신고받음: <a href="{found.replace("&", "&amp;")}">2</a>')
    listed = client.get(found)
    assert listed.context["cl"].result_count == 2
    assert f"신고받은 회원: {citizen.public_id}" in listed.text
    assert client.get(f"{REPORTS}?author=%00&state=all").context["cl"].result_count == 3
    assert client.get(f"{REPORTS}?author=nobody&state=all").context["cl"].result_count == 0


def test_speakers_who_wait_are_listed_with_what_they_stated(client_of, moderator, pending):
    stated = {"stated_name": "한가람 의원", "affiliation": "가온당", "wants_mail": True}
    Application.objects.create(member=pending, **stated)
    page = client_of(moderator).get(SPEAKERS, {"status__exact": "PENDING"})
    assert keys(page) == [pending.pk]
    assert contains(page, '<span class="badge" data-kind="outline" data-tone="gray">가온당</span>')
    assert contains(page, '<span class="badge" data-kind="full" data-tone="green">ON</span>')
    assert ">일반회원</a>" not in tidy(page)


def test_status_history_shows_who_did_it_with_links(client_of, superuser, citizen):
    StatusChange.objects.create(member=citizen, before="", after="APPROVED", reason="일반회원 신규가입")
    change_member_status(citizen, to="SUSPENDED", by=superuser, reason="반복 비방", days=7)
    page = client_of(superuser).get(CHANGES)
    assert contains(page, '<span class="badge" data-kind="full" data-tone="blue">신규가입</span>')
    assert contains(page, '<span class="badge" data-kind="full" data-tone="orange">정지</span>')
    for member in (citizen, superuser):
        assert contains(page, f'<a href="{MEMBERS}{member.pk}/change/">{member.public_id}</a>')
    assert tidy(page).count('<td class="field-processor">-</td>') == 1


@pytest.mark.parametrize("term", ["{member}", "글쓴시민", "{post}", "{comment}", "고구마 요리", "맛있어 보여요", "%"])
def test_reactions_are_found_by_member_and_by_text(client_of, moderator, citizen, reader, term):
    post = factories.post(reader, title="고구마 요리법")
    comment = factories.comment(post, citizen, text="정말 맛있어 보여요")
    factories.post(reader, title="다른 이야기")
    react(post, by=citizen, value="LIKE")
    react(comment, by=reader, value="DISLIKE")
    ids = {"member": citizen.public_id, "post": post.public_id, "comment": comment.public_id}
    page = client_of(moderator).get(REACTIONS, {"q": term.format(**ids)})
    on_comment = term in {"{comment}", "맛있어 보여요"}
    found = [row.comment_id or row.post_id for row in page.context["cl"].result_list]
    # The id of a comment begins with that of its post.
    both = {"{post}": [comment.pk, post.pk], "%": []}
    assert found == both.get(term, [comment.pk if on_comment else post.pk])
    if found:
        words, value = ("싫어요", "DISLIKE") if found[0] == comment.pk else ("좋아요", "LIKE")
        assert f'data-value="{value}">{words}</span>' in tidy(page)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"q": "{poll}"}, True),
        ({"q": "{member}"}, True),
        ({"q": "{title}"}, True),
        ({"q": "NM999999"}, False),
        ({"q": "없는 제목"}, False),
        ({"result": "{option}"}, True),
        ({"result": "반대"}, False),
        ({"result": "\x00"}, True),
        ({"state": "RUNNING"}, True),
        ({"state": "CLOSED"}, False),
        ({"member__kind__exact": "POLITICIAN"}, False),
    ],
)
def test_ballots_are_found_by_member_poll_and_result(client_of, moderator, poll, citizen, asked, is_found):
    words = {
        "poll": poll.post.public_id,
        "member": citizen.public_id,
        "title": poll.post.title[:6],
        "option": poll.options.all()[0].name,
    }
    page = client_of(moderator).get(BALLOTS, {name: value.format(**words) for name, value in asked.items()})
    assert keys(page) == ([Ballot.objects.get().pk] if is_found else [])
    if is_found:
        assert f'data-tone="green">{poll.state.label}</span>' in tidy(page)
        assert contains(page, f'<a href="{MEMBERS}{citizen.pk}/change/">{citizen.public_id}</a>')


def test_page_of_a_member_leads_to_rows_by_board_and_by_kind(client_of, moderator, citizen, reader, poll):
    post = factories.post(citizen)
    factories.comment(post, citizen)
    react(factories.post(reader), by=citizen, value="LIKE")
    react(factories.comment(post, reader), by=citizen, value="LIKE")
    report(post, by=reader)
    # What cannot be read is neither counted nor led to.
    hide_text(factories.post(citizen), by=moderator, reason="도배")
    hide_text(factories.comment(post, citizen), by=moderator, reason="도배")
    client = client_of(moderator)
    page = client.get(f"{MEMBERS}{citizen.pk}/change/")
    assert "회원 상세정보" in page.text
    for heading in ("기본정보", "활동내역", "투표내역", "게시판별 활동", "반응 통계", "참여한 투표 목록"):
        assert heading in page.text
    assert "가입신청" not in page.text
    assert poll.post.public_id in page.text
    of = citizen.public_id
    for model, asked in (
        ("boards/post", f"?memberId={of}&status__exact=PUBLISHED&board__exact=FREE"),
        ("boards/comment", f"?memberId={of}&status__exact=PUBLISHED&post__board__exact=FREE"),
        ("boards/reaction", f"?memberId={of}&value__exact=LIKE&on=post"),
        ("boards/reaction", f"?memberId={of}&value__exact=LIKE&on=comment"),
        ("moderation/report", f"?author={of}&state=all&kind=post"),
        ("polls/ballot", f"?memberId={of}"),
    ):
        address = f"/admin/{model}/{asked}"
        assert address in links(page, model)
        assert client.get(address).context["cl"].result_count == 1, address


@pytest.mark.parametrize(("role", "is_offered"), [("moderator", False), ("admin_member", True)])
def test_page_of_who_applies_leads_to_the_decision(request, client_of, pending, role, is_offered):
    application = Application.objects.create(member=pending, stated_name="한가람 의원", affiliation="가온당")
    page = client_of(request.getfixturevalue(role)).get(f"{MEMBERS}{pending.pk}/change/")
    assert "가입신청" in page.text
    assert "한가람 의원" in page.text
    assert "정치인 정보" not in page.text
    for verb in ("approve", "refuse"):
        address = f"/admin/politicians/application/{application.pk}/{verb}/"
        assert (f'href="{address}"' in page.text) is is_offered
    Application.objects.update(state="REFUSED", reason="서류가 다름")
    page = client_of(request.getfixturevalue(role)).get(f"{MEMBERS}{pending.pk}/change/")
    assert "/approve/" not in page.text
    assert "거절" in page.text


def test_going_back_to_waiting_says_what_it_means_and_needs_a_reason(client_of, admin_member, politician_member):
    client = client_of(admin_member)
    sent = {"action": "to_pending", "_selected_action": politician_member.pk}
    assert "승인대기로 바뀌면 회원의 활동이 제한됩니다." in client.post(MEMBERS, sent).text
    assert "사유를 입력해 주세요." in client.post(MEMBERS, sent | {"apply": "1", "reason": " "}).text
    client.post(MEMBERS, sent | {"apply": "1", "reason": "소속 정치인 변경"})
    politician_member.refresh_from_db()
    assert politician_member.status == "PENDING"
    assert politician_member.status_changes.filter(after="PENDING", reason="소속 정치인 변경").count() == 1


def test_page_of_a_politician_says_for_whom_and_shows_no_address(client_of, admin_member, politician_member, aide):
    client = client_of(admin_member)
    page = client.get(f"{MEMBERS}{aide.pk}/change/")
    assert "정치인 정보" in page.text
    assert "한가람" in page.text
    for member in (politician_member, aide):
        assert "@" not in client.get(f"{MEMBERS}{member.pk}/change/").text.partition('id="content"')[2]
    assert not EmailAccess.objects.exists()


def test_page_of_a_member_asks_a_constant_number_of_questions(client_of, moderator, citizen, admin_member, reader):
    client = client_of(moderator)

    def ask():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{MEMBERS}{citizen.pk}/change/").status_code == 200
        return len(asked)

    def fill():
        poll = factories.poll(admin_member)
        cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
        react(factories.post(reader), by=citizen, value="LIKE")
        factories.post(citizen)

    fill()
    ask()
    first = ask()
    fill()
    fill()
    assert ask() == first
