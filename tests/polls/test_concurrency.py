"""Many vote at once, each over a connection of its own: one ballot a member, and every number exact at every moment."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import Member
from boards.models import Post
from boards.services import change_post_status
from boards.services.recount import recount
from polls.models import Ballot, BallotChoice, Poll, PollOption, UncountedBallot
from polls.queries.results import results_of
from polls.services import cast_ballot, close_poll
from polls.services.folding import fold
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.concurrency]

THREADS = 16


@pytest.fixture
def poll(admin_member):
    return factories.poll(admin_member, "감자", "고구마", "옥수수", "토란")


def side_by_side(*calls, threads=THREADS):
    """Run `calls` in threads that start together; what each returned, or the code of its refusal."""
    gate = threading.Barrier(min(threads, len(calls)))
    started = threading.local()

    def run(call):
        if not hasattr(started, "yes"):
            started.yes = True
            gate.wait()
        try:
            return call()
        except ValidationError as refusal:
            return refusal.code
        except PermissionDenied:
            return "denied"

    def close(_):
        connection.close()
        gate.wait()

    with ThreadPoolExecutor(gate.parties) as pool:
        results = list(pool.map(run, calls))
        list(pool.map(close, range(gate.parties)))
    return results


def crowd(number):
    """So many members, stored at once."""
    return Member.objects.bulk_create(factories.MemberFactory.build_batch(number))


def assert_numbers_are_true(poll):
    voters = Ballot.objects.filter(poll=poll).count()
    choices = {option.pk: BallotChoice.objects.filter(option=option).count() for option in poll.options.all()}
    results = results_of(poll)
    assert (results.voters, results.votes) == (voters, choices)
    while fold(poll.pk):
        pass
    assert not UncountedBallot.objects.exists()
    assert Poll.objects.get(pk=poll.pk).voters == voters
    assert dict(PollOption.objects.values_list("pk", "votes")) == choices
    assert [wrong for _, wrong in recount() if wrong] == []
    return voters


def test_fifty_votes_of_one_member_make_one_ballot(poll, citizen):
    options = [option.pk for option in poll.options.all()]
    results = side_by_side(
        *(lambda place=place: cast_ballot(poll, options=[options[place % 4]], by=citizen) for place in range(50)),
        threads=50,
    )
    assert results.count("voted") == 49
    assert assert_numbers_are_true(poll) == BallotChoice.objects.count() == 1


def test_one_form_sent_fifty_times_is_answered_fifty_times_the_same(poll, citizen):
    option, token = poll.options.all()[1].pk, uuid.uuid4()
    results = side_by_side(
        *[lambda: cast_ballot(poll, options=[option], by=citizen, submission=token).pk] * 50, threads=50
    )
    assert set(results) == {Ballot.objects.get().pk}
    assert assert_numbers_are_true(poll) == 1


def test_five_hundred_members_vote_while_others_look_and_count(poll):
    options = [option.pk for option in poll.options.all()]
    members = crowd(500)

    def vote(place):
        chosen = {options[place % 4], options[place // 4 % 4]}
        return cast_ballot(poll, options=chosen, by=members[place]) and None

    def look():
        results = results_of(poll)
        assert results.voters <= results.total <= 2 * results.voters
        return results.voters

    calls = []
    for place in range(500):
        calls.append(lambda place=place: vote(place))
        if place % 20 == 0:
            calls += [look, lambda: fold(poll.pk) and None]
    seen = [voters for voters in side_by_side(*calls) if voters]
    assert len(seen) > 20
    assert assert_numbers_are_true(poll) == 500


def test_no_ballot_slips_past_an_early_end(poll, admin_member):
    options = [option.pk for option in poll.options.all()]
    members, ended = crowd(60), []

    def end():
        close_poll(poll, by=admin_member, reason="끝냅니다.")
        # Whoever was let in before is in by now.
        ended.append(Ballot.objects.count())

    def vote(member):
        return cast_ballot(Poll.objects.select_related("post").get(pk=poll.pk), options=options[:1], by=member) and "in"

    results = side_by_side(
        *(lambda member=member: vote(member) for member in members[:30]),
        end,
        *(lambda member=member: vote(member) for member in members[30:]),
    )
    assert results.count("in") == ended[0] == assert_numbers_are_true(poll)
    assert results.count("closed") == 60 - ended[0]


def test_a_poll_is_deleted_or_has_ballots_never_both(poll):
    options = [option.pk for option in poll.options.all()]
    members = crowd(30)

    def vote(member):
        return cast_ballot(Poll.objects.select_related("post").get(pk=poll.pk), options=options[:1], by=member) and "in"

    results = side_by_side(
        lambda: change_post_status(Post.objects.get(pk=poll.pk), to="DELETED") and "deleted",
        *(lambda member=member: vote(member) for member in members),
    )
    assert ("deleted" in results) != ("in" in results)
    assert assert_numbers_are_true(poll) == results.count("in")
