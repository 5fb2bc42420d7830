"""Voting on the page of a poll, the numbers that move, and that no result shows before its time."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from boards.models import Post
from polls.models import Ballot, Poll, PollOption
from polls.services import cast_ballot, close_poll, publish_poll
from polls.services.folding import fold_all
from tests import factories
from tests.markup import contains, tidy
from tests.polls.ballots import keys

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Target": "div#poll-ballot"}
THANKS_ONE = '"감자"에 투표해주셔서 감사합니다! 🎉'


def vote_url(poll):
    return f"{poll.get_absolute_url()}vote/"


def results_url(poll):
    return f"{poll.get_absolute_url()}results/"


def vote(client, poll, *places, **kwargs):
    data = {"options": keys(poll, *places), "submission": uuid.uuid4()}
    return client.post(vote_url(poll), data, **kwargs)


# Voting ---------------------------------------------------------------------------------------------------------------


def test_poll_vote_without_scripts_leads_to_the_results(client_of, poll, citizen):
    response = vote(client_of(citizen), poll, 0, follow=True)
    assert response.redirect_chain == [(f"{poll.get_absolute_url()}?voted=1#poll-ballot", 302)]
    html = tidy(response)
    assert THANKS_ONE in html
    assert "투표 완료" in html
    assert "bat-swing" in html
    assert "100.0</span>%" in html


def test_options_of_parties_are_candidates(client_of, admin_member, citizen):
    names = [PollOption(name=name, affiliation="푸른들당") for name in ("한겨울", "남산들")]
    starts = timezone.now() - timedelta(days=1)
    poll = Poll(post=Post(title="누가 좋을까요?", body="<p>마음에 드는 사람을 골라 주세요.</p>"), starts_at=starts)
    poll.ends_at = starts + timedelta(days=9)
    publish_poll(poll, options=names, by=admin_member)
    client = client_of(citizen)
    page = tidy(client.get(poll.get_absolute_url()))
    assert "한 명만 선택할 수 있습니다." in page
    assert "선택한 후보에게 투표하기" in page
    assert "최소 한 명의 후보를 선택해주세요!" in tidy(vote(client, poll, headers=PART))
    assert '"한겨울" 후보에게 투표해주셔서 감사합니다! 🎉' in tidy(vote(client, poll, 0, headers=PART))


def test_poll_vote_with_htmx_answers_with_the_cards(client_of, poll, citizen):
    response = vote(client_of(citizen), poll, 0, 2, headers=PART)
    html = tidy(response)
    assert response.status_code == 200
    assert html.startswith('<div class="poll-ballot" id="poll-ballot"')
    assert "2개 항목에 투표해주셔서 감사합니다! 🎉 (감자, 옥수수)" in html
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
        ([], "최소 하나의 항목을 선택해주세요!"),
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
