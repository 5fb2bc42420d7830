"""The pages of polls: the list, and one poll."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from boards.services import change_post_status
from boards.services.view_counts import flush_views
from polibat.templatetags.dates import period
from polls.models import Ballot, Poll
from polls.services import cast_ballot, close_poll
from tests import factories
from tests.markup import tidy
from tests.polls.ballots import keys
from tests.polls.test_voting import results_url, vote

pytestmark = pytest.mark.django_db
LIST_PART = {"HX-Request": "true", "HX-Target": "div#poll-list"}


@pytest.fixture
def polls(admin_member):
    """Ten of them, 1 to 10, the last one the newest."""
    return [factories.poll(admin_member, title=f"{number}번 투표입니다") for number in range(1, 11)]


def titles(html):
    return re.findall(r'class="post-link"[^>]*>([^<]*)<', html)


# The list -------------------------------------------------------------------------------------------------------------


def test_poll_list_heading_and_no_button_to_write(client_of, poll, citizen):
    html = tidy(client_of(citizen).get("/polls/"))
    assert "유쾌한 한방! 당신의 한표! 정치방망이!" in html
    assert "글쓰기" not in html


def test_poll_list_card(client_of, poll, citizen, time_machine):
    cast_ballot(poll, options=keys(poll, 0, 1), by=citizen)
    factories.comment(poll.post, citizen)
    Poll.objects.filter(pk=poll.pk).update(ends_at=timezone.now() + timedelta(days=7, seconds=30))
    poll.refresh_from_db(fields=["ends_at"])
    html = tidy(client_of().get("/polls/"))
    for words in (
        "무인도에 하나만 가져간다면?",
        "감자 / 고구마 / 옥수수",
        tidy(f"투표기간: {period(poll.starts_at, poll.ends_at)}"),
        "7일 남음</time>)",
        "조회수 0회",
        "투표수 1명",
        "댓글수 1개",
        "투표중",
        "1표",
        "/static/art/poll.svg",
    ):
        assert words in html


def test_poll_list_states(client_of, admin_member, poll):
    factories.poll(admin_member, starts=1)
    factories.ended_poll(admin_member)
    close_poll(factories.poll(admin_member), by=admin_member, reason="그만")
    html = tidy(client_of().get("/polls/"))
    assert re.findall(r'data-state="(\w+)">([^<]*)<', html) == [
        ("RUNNING", "투표중"),
        ("UPCOMING", "예정"),
        ("CLOSED", "종료"),
        ("CLOSED", "종료"),
    ]


def test_poll_list_begins_with_what_one_can_vote_in_and_goes_on_behind_any_card(client_of, admin_member, monkeypatch):
    for title, starts, ends in (
        ("먼저 시작하는 예정", 1, 9),
        ("나중에 시작하는 예정", 2, 3),
        ("나중에 끝나는 진행", -1, 5),
        ("먼저 끝나는 진행", -2, 2),
    ):
        factories.poll(admin_member, title=title, starts=starts, ends=ends)
    early = factories.poll(admin_member, title="일찍 끝낸 투표")
    factories.ended_poll(admin_member, title="어제 끝난 투표")
    close_poll(early, by=admin_member, reason="그만")
    wanted = [
        *("먼저 끝나는 진행", "나중에 끝나는 진행", "먼저 시작하는 예정", "나중에 시작하는 예정"),
        *("일찍 끝낸 투표", "어제 끝난 투표"),
    ]
    client = client_of()
    assert titles(tidy(client.get("/polls/?show=8"))) == wanted
    for place, title in enumerate(wanted):
        poll = Poll.objects.get(post__title=title)
        behind = tidy(client.get("/polls/", {"before": poll.post.public_id, "show": "8"}))
        assert titles(behind) == wanted[place + 1 :]
    beside = tidy(client.get(Poll.objects.get(post__title="어제 끝난 투표").get_absolute_url()))
    beside = beside[beside.index("📊 다른 투표 리스트") :]
    assert titles(beside) == wanted[:3]
    assert re.findall(r'data-state="(\w+)"', beside) == ["RUNNING", "RUNNING", "UPCOMING"]


def test_poll_list_shows_five_then_three_more_each_time(client_of, polls):
    client, address, numbers = client_of(), "/polls/", []
    while address:
        html = tidy(client.get(address))
        numbers.append(len(titles(html)))
        more = re.search(r'id="poll-more" href="([^#"]*)#poll-more"', html)
        address = more and f"/polls/{more[1]}"
    assert numbers == [5, 8, 10]
    assert titles(html)[0] == "1번 투표입니다"


def test_poll_list_goes_on_where_a_page_is_full(client_of, polls, monkeypatch):
    monkeypatch.setattr("polls.views.polls.MOST", 8)
    html = tidy(client_of().get("/polls/?show=8"))
    address = re.search(r'id="poll-more" href="([^#"]*)#', html)[1]
    assert address == f"?before={polls[7].post.public_id}"
    assert titles(tidy(client_of().get(f"/polls/{address}"))) == ["9번 투표입니다", "10번 투표입니다"]
    for nonsense in ("VP999999", "\x00", "아무거나"):
        assert titles(tidy(client_of().get("/polls/", {"before": nonsense}))) == []


@pytest.mark.parametrize("address", ["/polls/", "/polls/?show=99999", "/polls/?show=99999&before=x", "/polls/?q=감자"])
def test_poll_list_without_polls_says_so(client_of, address):
    html = tidy(client_of().get(address))
    assert "아직 투표가 없습니다." in html or "검색 결과가 없습니다." in html


def test_poll_list_part_is_the_list_alone(client_of, polls):
    html = tidy(client_of().get("/polls/?show=8", headers=LIST_PART))
    assert html.lstrip().startswith('<div id="poll-list">')
    assert len(titles(html)) == 8


@pytest.mark.parametrize("show", ["", "0", "-1", "abc", "4", "7", "99999", "9" * 30, "\x00"])
def test_poll_list_shows_a_whole_number_of_steps_for_any_address(client_of, polls, show):
    response = client_of().get("/polls/", {"show": show})
    assert response.status_code == 200
    assert len(titles(tidy(response))) == {"7": 8}.get(show, 10 if show.startswith("9") else 5)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("condition", "words", "found"),
    [
        ("all", "무인도", ["무인도에 하나만 가져간다면?"]),
        ("all", "짜장", ["점심은 무엇으로 할까요?"]),
        ("all", "점심 짜장", ["점심은 무엇으로 할까요?"]),
        ("all", "관리하는", ["점심은 무엇으로 할까요?", "무인도에 하나만 가져간다면?"]),
        ("title-content", "짜장", []),
        ("title-content", "선택할 수", ["점심은 무엇으로 할까요?", "무인도에 하나만 가져간다면?"]),
        ("title", "점심", ["점심은 무엇으로 할까요?"]),
        ("title", "선택할 수", []),
        ("author", "관리하는", ["점심은 무엇으로 할까요?", "무인도에 하나만 가져간다면?"]),
        ("author", "점심", []),
        ("date", "오늘", ["점심은 무엇으로 할까요?", "무인도에 하나만 가져간다면?"]),
        ("date", "2020", []),
        ("all", "감자짜장", []),
        ("all", "%_'\x00🥔", []),
    ],
)
def test_poll_list_search_compares_the_field_that_was_chosen(
    client_of, poll, single, admin_member, citizen, searchable, condition, words, found
):
    searchable(admin_member)
    factories.post(citizen, title="무인도 점심 이야기")
    html = tidy(client_of().get("/polls/", {"q": words, "in": condition}))
    assert [re.sub("</?mark>", "", title) for title in re.findall(r'class="post-link"[^>]*>(.*?)</a>', html)] == found
    if not found:
        assert "검색 결과가 없습니다." in html or "검색해 주세요." in html


def test_poll_list_search_shows_five_first_too(client_of, polls):
    html = tidy(client_of().get("/polls/?q=투표입니다"))
    assert len(re.findall('class="post-link"', html)) == 5
    more = re.search(r'id="poll-more" href="([^#"]*)#', html)[1].replace("&amp;", "&")
    assert len(re.findall('class="post-link"', tidy(client_of().get(f"/polls/{more}")))) == 8
    assert "poll-more" not in tidy(client_of().get("/polls/?q=10번"))


def test_poll_list_hides_what_is_hidden(client_of, poll, single, admin_member):
    change_post_status(single.post, to="HIDDEN")
    for member in (None, admin_member):
        assert titles(tidy(client_of(member).get("/polls/"))) == ["무인도에 하나만 가져간다면?"]
        assert "검색 결과가 없습니다." in tidy(client_of(member).get("/polls/?q=짜장"))


def test_poll_list_is_in_the_navigation_third(client_of, poll):
    html = tidy(client_of().get(poll.get_absolute_url()))
    nav = html[html.index("주 메뉴") : html.index("</nav>")]
    assert re.findall(r">([^<>\s]+)</a>", nav)[:3] == ["자유게시판", "정치인게시판", "투표"]
    assert re.search(r'href="/polls/" aria-current="true"', nav)


@pytest.mark.parametrize(("signed_in", "most"), [(False, 6), (True, 9)])
def test_poll_list_costs_a_constant_number_of_queries(
    client_of, polls, citizen, signed_in, most, django_assert_max_num_queries
):
    client = client_of(citizen if signed_in else None)
    with django_assert_max_num_queries(most) as first:
        client.get("/polls/?show=6")
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get("/polls/?show=12")
    with django_assert_max_num_queries(most):
        client.get("/polls/?q=투표")


def test_the_end_of_a_day_is_its_24_hours_on_every_page(client_of, poll, citizen, time_machine):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    time_machine.move_to("2026-12-01T23:58:30+09:00", tick=False)
    Poll.objects.filter(pk=poll.pk).update(
        starts_at=datetime(2026, 11, 30, 0, 0, tzinfo=UTC), ends_at=datetime(2026, 12, 3, 15, 0, tzinfo=UTC)
    )
    client = client_of(citizen)
    ends = '<time datetime="2026-12-04T00:00:00+09:00">2026.12.03 24:00</time>'
    left = '<time datetime="2026-12-04T00:00:00+09:00" data-time-left>2일 1분 남음</time>'
    for path in ("/polls/", poll.get_absolute_url(), "/search/?q=무인도"):
        html = tidy(client.get(path))
        assert tidy(f'<time datetime="2026-11-30T09:00:00+09:00">2026.11.30 09:00</time> ~ {ends}') in html, path
        assert left in html, path
    home = tidy(client.get("/"))
    assert "26.12.03. 24:00" in home
    assert left in home
    assert "26.12.03. 24:00" in tidy(client.get("/me/votes/"))


# One poll -------------------------------------------------------------------------------------------------------------


def test_poll_detail_asks_a_visitor_to_sign_in_and_leads_back(client_of, poll):
    html = tidy(client_of().get(poll.get_absolute_url()))
    assert "여러 개를 선택할 수 있습니다. 지금 투표해보세요!" in html
    assert tidy(f"투표 기간: {period(poll.starts_at, poll.ends_at)}") in html
    assert "로그인하면 투표할 수 있습니다." in html
    assert f"/login/?next=%2Fpolls%2F{poll.post.public_id}%2F" in html
    assert 'name="options"' not in html


@pytest.mark.parametrize(("which", "kind"), [("poll", "checkbox"), ("single", "radio")])
def test_poll_detail_has_real_boxes(client_of, citizen, request, which, kind):
    poll = request.getfixturevalue(which)
    html = tidy(client_of(citizen).get(poll.get_absolute_url()))
    assert html.count(f'<input type="{kind}" name="options"') == poll.options.count()


def test_poll_detail_shows_what_it_was_told(client_of, admin_member, citizen):
    poll = factories.poll(admin_member, "<b>감자</b>", "고구마", title="<script>alert(1)</script> 무엇일까요")
    for member in (None, citizen):
        html = tidy(client_of(member).get(poll.get_absolute_url()))
        assert "<b>감자" not in html
        assert "<script>alert" not in html


def test_poll_detail_says_why_a_member_may_not_vote(client_of, poll, pending):
    client = client_of(pending)
    html = tidy(client.get(poll.get_absolute_url()))
    assert "가입 승인을 기다리는 동안에는 할 수 없습니다." in html
    assert 'name="options"' not in html
    assert vote(client, poll, 0).status_code == 403
    assert not Ballot.objects.exists()


def test_poll_detail_counts_views(client_of, poll):
    assert "1회 조회" in tidy(client_of().get(poll.get_absolute_url()))
    flush_views()
    poll.post.counts.refresh_from_db()
    assert poll.post.counts.views == 1


def test_poll_detail_both_counts_of_comments_agree(client_of, poll, citizen):
    factories.comment(poll.post, citizen)
    html = tidy(client_of().get(poll.get_absolute_url()))
    assert re.search(r"data-comment-count>(\d+)<", html)[1] == re.search(r'id="comment-count">(\d+)<', html)[1] == "1"


def test_poll_detail_takes_comments_and_reactions_as_any_post(client_of, poll, citizen):
    client, public_id = client_of(citizen), poll.post.public_id
    response = client.post(f"/polls/{public_id}/comments/", {"text": "감자가 최고입니다."}, follow=True)
    assert response.redirect_chain[0][0].startswith(poll.get_absolute_url())
    assert "감자가 최고입니다." in tidy(response)
    assert client.post(f"/polls/{public_id}/react/", {"value": "LIKE"}).url == poll.get_absolute_url()
    part = client.get(poll.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "div#comments"})
    assert tidy(part).startswith('<div id="comments"')


def test_poll_detail_shares_by_plain_links(client_of, poll, settings):
    settings.SITE_URL = "https://www.polibat.com"
    html = tidy(client_of().get(poll.get_absolute_url()))
    address = f"https%3A%2F%2Fwww.polibat.com%2Fpolls%2F{poll.post.public_id}%2F"
    assert f"https://www.facebook.com/sharer/sharer.php?u={address}" in html
    assert f"&amp;url={address}" in html
    assert "data-share-kakao" in html
    assert "data-share-copy" in html


def test_poll_detail_lists_three_others(client_of, polls, admin_member):
    ended = factories.ended_poll(admin_member, title="끝난 투표입니다")
    change_post_status(factories.poll(admin_member, title="숨긴 투표입니다", ends=1).post, to="HIDDEN")
    html = tidy(client_of().get(polls[9].get_absolute_url()))
    others = titles(html[html.index("📊 다른 투표 리스트") :])
    assert others == ["1번 투표입니다", "2번 투표입니다", "3번 투표입니다"]
    assert ended.post.title not in others


@pytest.mark.parametrize(
    "address", ["/polls/VP999999/", "/polls/FB000001/", "/polls/VP999999/results/", "/polls/nothing/"]
)
def test_poll_detail_of_none_is_not_found(client_of, poll, address):
    assert client_of().get(address).status_code == 404


def test_poll_detail_of_another_board_is_not_found(client_of, citizen):
    post = factories.post(citizen)
    assert client_of().get(f"/polls/{post.public_id}/").status_code == 404


def test_poll_detail_hidden_is_for_staff_and_its_author(client_of, poll, citizen, moderator):
    change_post_status(poll.post, to="HIDDEN")
    for address in (poll.get_absolute_url(), results_url(poll)):
        assert client_of().get(address).status_code == client_of(citizen).get(address).status_code == 404
        assert client_of(moderator).get(address).status_code == 200
    assert vote(client_of(citizen), poll, 0).status_code == 404
    assert vote(client_of(moderator), poll, 0).status_code == 403


@pytest.mark.parametrize("state", ["visitor", "fresh", "voted", "over"])
def test_poll_detail_costs_twelve_queries_at_most(
    client_of, polls, citizen, reader, state, django_assert_max_num_queries
):
    poll = polls[5]
    for author in (citizen, reader):
        factories.comment(poll.post, author)
    if state == "voted":
        cast_ballot(poll, options=keys(poll, 0), by=citizen)
    if state == "over":
        Poll.objects.filter(pk=poll.pk).update(ends_at=timezone.now())
    client = client_of(None if state == "visitor" else citizen)
    # Which banners stand there is known from any page before, for seconds.
    client_of().get("/polls/")
    with django_assert_max_num_queries(12):
        client.get(poll.get_absolute_url())
