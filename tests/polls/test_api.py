"""Polls through the API: one ballot, results only for whom the page shows them to, changes by staff alone."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from boards.services import change_post_status
from polls.models import Ballot, Poll
from tests import factories
from tests.boards.test_api import code, ids
from tests.boards.test_concurrency import at_once, crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(admin_member):
    return factories.poll(admin_member)


def address(poll, *more):
    return "/".join(["/api/votes", poll.post.public_id, *more])


def vote(api, poll, *options):
    return api.post(address(poll, "participate"), {"optionIds": options}, format="json")


def body(**change):
    now = timezone.now()
    period = {"startDate": now + timedelta(days=1), "endDate": now + timedelta(days=2)}
    told = {name: moment.isoformat() for name, moment in period.items()}
    words = {"title": "점심은 무엇으로 할까요", "content": "<p>무엇을 드시고 싶은지 골라 주세요.</p>"}
    return words | told | {"options": [{"name": "국수"}, {"name": "비빔밥"}]} | change


def numbers(response):
    return [(option["voteCount"], option["percentage"]) for option in response.json()["data"]["options"]]


@pytest.mark.parametrize("part", [(), ("results",)])
def test_results_are_told_to_whom_the_page_tells_them(api_of, client_of, poll, admin_member, reader, citizen, part):
    vote(api_of(citizen), poll, 1)
    for member in (None, reader, admin_member):
        response = api_of(member).get(address(poll, *part))
        told = client_of(member).get(f"{poll.get_absolute_url()}results/").json()
        assert "options" not in told
        assert (response.json()["data"]["resultsVisible"], numbers(response)) == (False, [(None, None)] * 3)
        assert response.json()["data"]["totalVoters"] == 1
    assert numbers(api_of(citizen).get(address(poll, *part))) == [(1, 100.0), (0, 0.0), (0, 0.0)]
    Poll.objects.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))
    assert numbers(api_of().get(address(poll, *part))) == [(1, 100.0), (0, 0.0), (0, 0.0)]


def test_a_list_tells_no_results(api_of, poll, citizen):
    vote(api_of(citizen), poll, 1)
    (row,) = api_of(citizen).get("/api/votes").json()["data"]
    assert row["totalVoters"] == 1
    assert row["optionNames"] == ["감자", "고구마", "옥수수"]
    assert not {"options", "votes"} & set(row)


def test_one_ballot_ever(api_of, poll, citizen):
    response = vote(api_of(citizen), poll, 1, 3)
    chosen = [option["isUserChoice"] for option in response.json()["data"]["options"]]
    assert (response.status_code, chosen) == (200, [True, False, True])
    assert code(vote(api_of(citizen), poll, 2)) == (409, "VOTE_ALREADY_PARTICIPATED")
    assert Ballot.objects.count() == 1


def test_no_ballot_outside_the_period(api_of, admin_member, citizen):
    early, late = factories.poll(admin_member, starts=1), factories.ended_poll(admin_member)
    for poll in (early, late):
        assert code(vote(api_of(citizen), poll, 1)) == (400, "VOTE_NOT_IN_PERIOD")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ([1, 2], "VOTE_MULTIPLE_NOT_ALLOWED"),
        ([9], "VOTE_INVALID_OPTION"),
        ([], "VOTE_INVALID_OPTION"),
        ([0], "VALIDATION_ERROR"),
        ([-1], "VALIDATION_ERROR"),
        ([2**70], "VALIDATION_ERROR"),
        (["x\x00"], "VALIDATION_ERROR"),
        ("1", "VALIDATION_ERROR"),
        (None, "VALIDATION_ERROR"),
        (list(range(1, 12)), "VALIDATION_ERROR"),
    ],
)
def test_bad_ballots_are_refused_at_their_field(api_of, admin_member, citizen, chosen, refusal):
    poll = factories.poll(admin_member, allows_multiple=False)
    response = api_of(citizen).post(address(poll, "participate"), {"optionIds": chosen}, format="json")
    assert code(response) == (400, refusal)
    assert response.json()["error"]["details"][0]["field"].startswith("optionIds")
    assert not Ballot.objects.exists()


def test_another_polls_options_cannot_be_chosen(api_of, admin_member, poll, citizen):
    other = factories.poll(admin_member, "하나", "둘", "셋", "넷", "다섯")
    assert code(vote(api_of(citizen), poll, 5)) == (400, "VOTE_INVALID_OPTION")
    assert vote(api_of(citizen), other, 5).status_code == 200


def test_a_hidden_poll_is_not_there(api_of, poll, citizen, moderator):
    change_post_status(poll.post, to="HIDDEN")
    for part in ((), ("results",)):
        assert code(api_of(citizen).get(address(poll, *part))) == (404, "VOTE_NOT_FOUND")
        assert api_of(moderator).get(address(poll, *part)).status_code == 200
    assert code(vote(api_of(citizen), poll, 1)) == (404, "VOTE_NOT_FOUND")
    assert ids(api_of(moderator).get("/api/votes"), "voteId") == []


@pytest.mark.parametrize(("state", "label"), [("UPCOMING", "예정"), ("RUNNING", "진행"), ("CLOSED", "마감")])
def test_list_goes_by_state(api_of, admin_member, state, label):
    polls = {
        "UPCOMING": factories.poll(admin_member, starts=1),
        "RUNNING": factories.poll(admin_member),
        "CLOSED": factories.ended_poll(admin_member),
    }
    for asked in (state, label):
        response = api_of().get("/api/votes", {"status": asked})
        assert [(row["voteId"], row["status"]) for row in response.json()["data"]] == [
            (polls[state].post.public_id, state)
        ]
    assert code(api_of().get("/api/votes", {"status": "어제"})) == (400, "VALIDATION_ERROR")


def test_stats_count_polls_and_ballots(api_of, admin_member, poll, citizen, reader):
    factories.poll(admin_member, starts=1)
    factories.ended_poll(admin_member)
    change_post_status(factories.poll(admin_member).post, to="HIDDEN")
    for member in (citizen, reader):
        vote(api_of(member), poll, 1)
    assert api_of().get("/api/votes/stats").json()["data"] == {
        "totalVotes": 3,
        "upcomingVotes": 1,
        "activeVotes": 1,
        "closedVotes": 1,
        "totalParticipants": 2,
    }


def test_staff_make_change_and_close_a_poll(api_of, admin_member):
    api = api_of(admin_member)
    made = api.post("/api/votes", body(allowMultiple=True), format="json")
    told = made.json()["data"]
    assert (made.status_code, told["status"], told["allowMultiple"]) == (201, "UPCOMING", True)
    poll = Poll.objects.get(post__public_id=told["voteId"])
    changed = api.patch(address(poll), {"options": [{"name": "죽"}, {"name": "국수"}, {"name": "떡"}]}, format="json")
    assert [option["name"] for option in changed.json()["data"]["options"]] == ["죽", "국수", "떡"]
    closed = api.patch(address(poll, "close"), {"reason": "잘못 만들었습니다."}, format="json")
    assert (closed.status_code, closed.json()["data"]["status"]) == (200, "CLOSED")
    again = api.patch(address(poll, "close"), {"reason": "다시"}, format="json")
    assert code(again) == (400, "VOTE_ALREADY_CLOSED")
    assert code(api.patch(address(poll), {"title": "새 제목입니다"}, format="json")) == (400, "VOTE_ALREADY_CLOSED")


def test_of_a_running_poll_only_words_change(api_of, admin_member, poll):
    api = api_of(admin_member)
    assert api.patch(address(poll), {"title": "고친 제목입니다"}, format="json").status_code == 200
    for change in ({"allowMultiple": False}, {"options": body()["options"]}, {"endDate": body()["endDate"]}):
        assert code(api.patch(address(poll), change, format="json")) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"options": [{"name": "하나"}]}, "VOTE_INSUFFICIENT_OPTIONS", "options"),
        ({"options": [{"name": f"{n}번"} for n in range(11)]}, "VOTE_TOO_MANY_OPTIONS", "options"),
        ({"options": [{"name": "하나"}, {"name": " 하나 "}]}, "VOTE_DUPLICATE_OPTIONS", "options"),
        ({"options": [{"name": "하나"}, {"name": "가" * 61}]}, "VOTE_INVALID_OPTION", "options"),
        ({"endDate": "2001-01-01T00:00:00Z"}, "VOTE_INVALID_DATES", None),
        ({"startDate": "어제"}, "VALIDATION_ERROR", "startDate"),
        # Kept in the year 0 of UTC, it would take every list of polls down with it.
        ({"startDate": "0001-01-01T00:00:00+09:00"}, "VALIDATION_ERROR", "startDate"),
        ({"title": "짧"}, "VALIDATION_ERROR", "title"),
        ({"options": "x"}, "VALIDATION_ERROR", "options"),
        ({"options": [{"name": "널\x00"}, {"name": "둘"}]}, "VALIDATION_ERROR", "options"),
    ],
)
def test_bad_polls_are_refused(api_of, admin_member, change, refusal, field):
    response = api_of(admin_member).post("/api/votes", body(**change), format="json")
    assert code(response) == (400, refusal), response.text
    details = response.json()["error"].get("details", [])
    assert not details if field is None else details[0]["field"].startswith(field)
    assert not Poll.objects.exists()


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_do_not_grow_with_polls(api_of, admin_member, reader, signed_in, django_assert_max_num_queries):
    for _ in range(4):
        caches["limits"].clear()
        poll = factories.poll(admin_member)
    api, most = api_of(reader if signed_in else None), 9 if signed_in else 6
    for asked, allowed in (("/api/votes", most), (address(poll), 12), (address(poll, "results"), most)):
        with django_assert_max_num_queries(allowed):
            assert api.get(asked).status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_fifty_ballots_at_once_and_one_of_each_member(api_of, admin_member):
    poll = factories.poll(admin_member)
    one = factories.MemberFactory()

    def cast(member):
        return lambda: vote(api_of(member), poll, 1).status_code

    assert set(at_once(*(cast(member) for member in crowd()))) == {200}
    assert sorted(at_once(*[cast(one)] * 10)) == [200] + [409] * 9
    assert Ballot.objects.count() == 51
    assert numbers(api_of(one).get(address(poll)))[0] == (51, 100.0)
