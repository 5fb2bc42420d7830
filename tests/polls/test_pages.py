"""The pages of polls: the list, one poll, voting, the numbers that move; and that no result shows before its time."""

import json
import re
import uuid

import pytest
from django.utils import timezone

from boards.services import change_post_status
from boards.services.view_counts import flush_views
from polls.models import Ballot, Poll
from polls.services import cast_ballot, close_poll
from polls.services.folding import fold_all
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Target": "div#poll-ballot"}
LIST_PART = {"HX-Request": "true", "HX-Target": "div#poll-list"}
THANKS_ONE = '"감자" 후보에게 투표해주셔서 감사합니다! 🎉'


@pytest.fixture
def poll(admin_member):
    return factories.poll(admin_member)


@pytest.fixture
def single(admin_member):
    return factories.poll(admin_member, "짜장면", "짬뽕", allows_multiple=False, title="점심은 무엇으로 할까요?")


@pytest.fixture
def polls(admin_member):
    """Ten of them, 1 to 10, the last one the newest."""
    return [factories.poll(admin_member, title=f"{number}번 투표입니다") for number in range(1, 11)]


def keys(poll, *places):
    options = list(poll.options.all())
    return [options[place].pk for place in places]


def titles(html):
    return re.findall(r'class="post-link"[^>]*>([^<]*)<', html)


def vote_url(poll):
    return f"{poll.get_absolute_url()}vote/"


def results_url(poll):
    return f"{poll.get_absolute_url()}results/"


def vote(client, poll, *places, **kwargs):
    data = {"options": keys(poll, *places), "submission": uuid.uuid4()}
    return client.post(vote_url(poll), data, **kwargs)


# The list -------------------------------------------------------------------------------------------------------------


def test_poll_list_heading_and_no_button_to_write(client_of, poll, citizen):
    html = tidy(client_of(citizen).get("/polls/"))
    assert "유쾌한 한방! 당신의 한표! 정치방망이!" in html
    assert "글쓰기" not in html


def test_poll_list_card(client_of, poll, citizen, time_machine):
    cast_ballot(poll, options=keys(poll, 0, 1), by=citizen)
    factories.comment(poll.post, citizen)
    html = tidy(client_of().get("/polls/"))
    starts, ends = (f"{timezone.localtime(moment):%Y.%m.%d}" for moment in (poll.starts_at, poll.ends_at))
    for words in (
        "무인도에 하나만 가져간다면?",
        "감자 / 고구마 / 옥수수",
        f"투표기간: {starts} ~ {ends}",
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
        ("CLOSED", "종료"),
        ("CLOSED", "종료"),
        ("UPCOMING", "예정"),
        ("RUNNING", "투표중"),
    ]


def test_poll_list_shows_five_then_three_more_each_time(client_of, polls):
    client, address, numbers = client_of(), "/polls/", []
    while address:
        html = tidy(client.get(address))
        numbers.append(len(titles(html)))
        more = re.search(r'id="poll-more" href="([^#"]*)#poll-more"', html)
        address = more and f"/polls/{more[1]}"
    assert numbers == [5, 8, 10]
    assert titles(html)[0] == "10번 투표입니다"


def test_poll_list_goes_on_where_a_page_is_full(client_of, polls, monkeypatch):
    monkeypatch.setattr("polls.views.polls.MOST", 8)
    html = tidy(client_of().get("/polls/?show=8"))
    address = re.search(r'id="poll-more" href="([^#"]*)#', html)[1]
    assert address == f"?before={polls[2].post.public_id}"
    assert titles(tidy(client_of().get(f"/polls/{address}"))) == ["2번 투표입니다", "1번 투표입니다"]
    for nonsense in ("VP999999", "\x00", "아무거나"):
        assert titles(tidy(client_of().get("/polls/", {"before": nonsense}))) == []


@pytest.mark.parametrize("address", ["/polls/", "/polls/?show=99999", "/polls/?show=99999&before=x", "/polls/?q=감자"])
def test_poll_list_without_polls_says_so(client_of, address):
    html = tidy(client_of().get(address))
    assert "아직 투표가 없습니다." in html or "검색 결과가 없습니다." in html


def test_poll_list_part_is_the_list_alone(client_of, polls):
    html = tidy(client_of().get("/polls/?show=8", headers=LIST_PART))
    assert html.startswith('<div id="poll-list">')
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


# One poll -------------------------------------------------------------------------------------------------------------


def test_poll_detail_asks_a_visitor_to_sign_in_and_leads_back(client_of, poll):
    html = tidy(client_of().get(poll.get_absolute_url()))
    assert "여러 명을 선택할 수 있습니다. 지금 투표해보세요!" in html
    assert f"투표 기간: {timezone.localtime(poll.starts_at):%y.%m.%d.} ~" in html
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
        assert not contains(html, "<b>감자")
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


def test_poll_detail_shares_by_plain_links(client_of, poll):
    html = tidy(client_of().get(poll.get_absolute_url()))
    address = f"http%3A%2F%2Ftestserver%2Fpolls%2F{poll.post.public_id}%2F"
    assert f"https://www.facebook.com/sharer/sharer.php?u={address}" in html
    assert f"&amp;url={address}" in html
    assert "data-share-kakao" in html
    assert "data-share-copy" in html


def test_poll_detail_lists_three_others(client_of, polls, admin_member):
    ended = factories.ended_poll(admin_member, title="끝난 투표입니다")
    change_post_status(polls[8].post, to="HIDDEN")
    html = tidy(client_of().get(polls[9].get_absolute_url()))
    others = titles(html[html.index("📊 다른 투표 리스트") :])
    assert others == ["8번 투표입니다", "7번 투표입니다", "6번 투표입니다"]
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


# Voting ---------------------------------------------------------------------------------------------------------------


def test_poll_vote_without_scripts_leads_to_the_results(client_of, poll, citizen):
    response = vote(client_of(citizen), poll, 0, follow=True)
    assert response.redirect_chain == [(f"{poll.get_absolute_url()}?voted=1#poll-ballot", 302)]
    html = tidy(response)
    assert THANKS_ONE in html
    assert "투표 완료" in html
    assert "bat-swing" in html
    assert "100.0</span>%" in html


def test_poll_vote_with_htmx_answers_with_the_cards(client_of, poll, citizen):
    response = vote(client_of(citizen), poll, 0, 2, headers=PART)
    html = tidy(response)
    assert response.status_code == 200
    assert html.startswith('<div class="poll-ballot" id="poll-ballot"')
    assert "2명의 후보에게 투표해주셔서 감사합니다! 🎉 (감자, 옥수수)" in html
    assert html.count("data-mine") == 2
    assert html.count("50.0</span>%") == 2
    assert contains(html, '<p class="visually-hidden" id="poll-news" role="status" hx-swap-oob="true">')
    assert "bat-swing" in html


def test_poll_vote_is_remembered(client_of, poll, citizen):
    client = client_of(citizen)
    vote(client, poll, 1)
    html = tidy(client.get(poll.get_absolute_url()))
    assert "투표 완료" in html
    assert html.count("data-mine") == 1
    assert "감사합니다" not in html
    assert 'name="options"' not in html


def test_poll_vote_twice_is_refused(client_of, poll, citizen):
    client = client_of(citizen)
    vote(client, poll, 0)
    for headers in ({}, PART):
        response = vote(client, poll, 1, headers=headers)
        assert response.status_code == 422
        assert "이미 참여한 투표입니다." in tidy(response)
        assert "투표 완료" in tidy(response)
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, PART], ids=["plain", "htmx"])
def test_poll_vote_sent_again_after_a_lost_connection_is_answered_the_same(client_of, poll, citizen, headers):
    client = client_of(citizen)
    page = tidy(client.get(poll.get_absolute_url()))
    token = re.search(r'name="submission" value="([^"]+)"', page)[1]
    data = {"options": keys(poll, 0), "submission": token}
    first, second = (client.post(vote_url(poll), data, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == (200 if headers else 302)
    assert tidy(first) == tidy(second)
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, PART], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ([], "최소 한 명의 후보를 선택해주세요!"),
        (["0"], "유효하지 않은 옵션입니다."),
        (["abc"], "유효하지 않은 옵션입니다."),
        (["9" * 400], "유효하지 않은 옵션입니다."),
        (["\x00"], "유효하지 않은 옵션입니다."),
        (["🥔\u202e"], "유효하지 않은 옵션입니다."),
        ("both", "단일 선택 투표입니다."),
    ],
)
def test_poll_vote_refuses_with_words(client_of, single, citizen, headers, sent, message):
    data = {"options": keys(single, 0, 1) if sent == "both" else sent, "submission": "no uuid"}
    response = client_of(citizen).post(vote_url(single), data, headers=headers)
    html = tidy(response)
    assert response.status_code == 422
    assert message in html
    assert 'role="alert"' in html
    assert html.count('name="options"') == 2
    # Below stands the choice of colours, of which one is always made.
    assert html.partition("</main>")[0].count("checked>") == (2 if sent == "both" else 0)
    assert not Ballot.objects.exists()


def test_poll_vote_before_and_after_the_period(client_of, admin_member, citizen):
    upcoming, ended = factories.poll(admin_member, starts=1), factories.ended_poll(admin_member)
    client = client_of(citizen)
    for poll, message in ((upcoming, "아직 시작하지 않은 투표입니다."), (ended, "이미 마감된 투표입니다.")):
        assert 'name="options"' not in tidy(client.get(poll.get_absolute_url()))
        response = vote(client, poll, 0)
        assert response.status_code == 422
        assert message in tidy(response)
    assert "종료된 투표입니다" in tidy(client.get(ended.get_absolute_url()))


def test_poll_vote_by_a_visitor_leads_to_log_in(client_of, poll):
    response = vote(client_of(), poll, 0, headers={"Referer": f"http://testserver{poll.get_absolute_url()}"})
    assert response.url == f"/login/?next=%2Fpolls%2F{poll.post.public_id}%2F"
    assert vote(client_of(), poll, 0, headers=PART).status_code == 401


def test_poll_vote_needs_the_form_token(client_of, poll, citizen):
    assert vote(client_of(citizen, enforce_csrf_checks=True), poll, 0).status_code == 403


def test_poll_vote_costs_few_queries(client_of, poll, citizen, reader, django_assert_max_num_queries):
    vote(client_of(citizen), poll, 0, headers=PART)
    client = client_of(reader)
    with django_assert_max_num_queries(10):
        vote(client, poll, 0, headers=PART)


# No result before its time --------------------------------------------------------------------------------------------


def numbers_in(html):
    """Whatever might tell how options stand."""
    return re.findall(r"data-votes|data-percent|data-bar|\d표<|\d(?:</span>)?%<", html.replace("100%", ""))


@pytest.fixture
def telling(poll, reader, politician_member):
    """A poll in which two have voted, one way."""
    for member in (reader, politician_member):
        cast_ballot(poll, options=keys(poll, 0), by=member)
    fold_all()
    return poll


@pytest.mark.parametrize("role", ["anonymous", "citizen", "pending", "suspended", "moderator", "admin_member"])
def test_no_result_shows_before_one_has_voted(client_of, telling, role, request):
    member = request.getfixturevalue(role)
    client, address = client_of(member), telling.get_absolute_url()
    answers = [
        tidy(client.get(address)),
        tidy(client.get(address)),
        tidy(client.get(address, {"voted": "1"})),
        tidy(client.get(address, headers=PART)),
        tidy(client.post(vote_url(telling), {}, headers=PART)),
        tidy(client.post(vote_url(telling), {})),
    ]
    for html in answers:
        assert numbers_in(html) == []
    assert json.loads(client.get(results_url(telling)).content) == {"state": "RUNNING", "voters": 2}


def test_results_show_to_who_has_voted_and_to_nobody_else(client_of, telling, reader, citizen):
    expected = {
        "state": "RUNNING",
        "voters": 2,
        "options": {
            str(key): {"votes": votes, "percent": percent}
            for key, votes, percent in zip(keys(telling, 0, 1, 2), [2, 0, 0], ["100.0", "0.0", "0.0"], strict=True)
        },
    }
    response = client_of(reader).get(results_url(telling))
    assert json.loads(response.content) == expected
    assert "private" in response["Cache-Control"]
    assert numbers_in(tidy(client_of(reader).get(telling.get_absolute_url())))
    # Neither address hands on what a voter was shown.
    for client in (client_of(), client_of(citizen)):
        assert "options" not in json.loads(client.get(results_url(telling)).content)
        assert numbers_in(tidy(client.get(telling.get_absolute_url()))) == []


def test_results_show_to_everybody_at_the_end(
    client_of, telling, admin_member, citizen, django_capture_on_commit_callbacks
):
    visitor = client_of()
    assert numbers_in(tidy(visitor.get(telling.get_absolute_url()))) == []
    with django_capture_on_commit_callbacks(execute=True):
        close_poll(telling, by=admin_member, reason="끝")
    for client in (visitor, client_of(citizen)):
        html = tidy(client.get(telling.get_absolute_url()))
        assert numbers_in(html)
        assert "종료된 투표입니다" in html
        assert json.loads(client.get(results_url(telling)).content)["state"] == "CLOSED"


def test_results_show_in_no_list_nor_search(client_of, telling):
    for address in ("/polls/", "/polls/?q=감자"):
        html = tidy(client_of().get(address))
        assert re.findall(r"\d+표", html) == ["2표"]
        assert "%" not in re.sub(r"%[0-9A-F]{2}", "", html[html.index("poll-cards") :])


def test_poll_results_percent_is_the_share_of_all_votes(client_of, poll, citizen, reader, pending):
    cast_ballot(poll, options=keys(poll, 0, 1), by=citizen)
    cast_ballot(poll, options=keys(poll, 0), by=reader)
    told = json.loads(client_of(reader).get(results_url(poll)).content)
    assert [told["options"][str(key)]["percent"] for key in keys(poll, 0, 1, 2)] == ["66.7", "33.3", "0.0"]
    assert told["voters"] == 2


def test_page_for_visitors_is_the_same_for_all_and_kept(
    client_of, telling, django_assert_num_queries, django_capture_on_commit_callbacks
):
    for address in (telling.get_absolute_url(), "/polls/", "/polls/?show=8", results_url(telling)):
        first = client_of().get(address)
        with django_assert_num_queries(0):
            second = client_of().get(address)
        assert first.content == second.content
        assert b"csrfmiddlewaretoken" not in second.content
    with django_capture_on_commit_callbacks(execute=True):
        factories.poll(telling.post.author, title="새로 열린 투표")
    assert "새로 열린 투표" in tidy(client_of().get("/polls/"))
