"""Polls as rows: what can be stored, and in which state a poll is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from polls.models import Ballot, BallotChoice, Poll, PollOption, PollState
from polls.models.poll import IS_RUNNING
from polls.queries.results import totals
from polls.services import cast_ballot
from polls.services.folding import fold_all
from tests import factories
from tests.polls.ballots import keys

pytestmark = pytest.mark.django_db


COUNTED_AS = {PollState.UPCOMING: "upcoming", PollState.RUNNING: "active", PollState.CLOSED: "closed"}


# What can be stored -------------------------------------------------------------------------------------------------


def refused_by(name):
    return pytest.raises(IntegrityError, match=name)


def test_constraint_a_poll_ends_after_it_starts(poll):
    with refused_by("poll_ends_after_start"):
        Poll.objects.update(ends_at=poll.starts_at)


def test_constraint_closing_early_has_a_reason_and_a_name(poll, admin_member):
    with refused_by("poll_closed_with_reason"), transaction.atomic():
        Poll.objects.update(closed_at=timezone.now())
    with refused_by("poll_closed_with_reason"):
        Poll.objects.update(closed_at=timezone.now(), closed_by=admin_member)


def test_constraint_one_ballot_a_member_and_poll(poll, citizen):
    cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with refused_by("ballot_once_a_poll"):
        Ballot.objects.create(poll=poll, member=citizen)


def test_constraint_a_choice_once_a_ballot(poll, citizen):
    ballot = cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with refused_by("ballotchoice_once"):
        BallotChoice.objects.create(ballot=ballot, option_id=keys(poll, 0)[0], poll=poll)


@pytest.mark.parametrize("wrong", ["option", "poll"])
def test_constraint_a_choice_is_an_option_of_the_ballots_poll(poll, single, citizen, wrong):
    ballot = cast_ballot(poll, options=keys(poll, 0), by=citizen)
    with transaction.atomic(), refused_by("ballotchoice_.*_of_poll"), transaction.atomic():
        BallotChoice.objects.create(
            ballot=ballot, option=single.options.first(), poll=poll if wrong == "option" else single
        )
        connection.check_constraints()


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("order", 11, "polloption_ten_at_most"),
        ("order", 0, "polloption_ten_at_most"),
        ("colour", "red;}", "polloption_colour"),
        ("colour", "", "polloption_colour"),
    ],
)
def test_constraint_options(poll, field, value, constraint):
    with refused_by(constraint):
        PollOption.objects.filter(poll=poll, order=1).update(**{field: value})


@pytest.mark.parametrize("field", ["order", "name"])
def test_constraint_options_differ(poll, field):
    first, second = poll.options.all()[:2]
    with transaction.atomic(), refused_by("polloption_.*_once"), transaction.atomic():
        PollOption.objects.filter(pk=second.pk).update(**{field: getattr(first, field)})
        connection.check_constraints()


# States -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "closed", "state"),
    [
        (1, 2, None, "UPCOMING"),
        (0, 2, None, "RUNNING"),
        (-1, 1, None, "RUNNING"),
        (-2, 0, None, "CLOSED"),
        (-2, -1, None, "CLOSED"),
        (-1, 1, -0.5, "CLOSED"),
        (1, 2, -0.5, "CLOSED"),
    ],
)
def test_state_of_a_row_of_the_queryset_and_of_statements_agree(
    poll, admin_member, time_machine, starts, ends, closed, state
):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    poll.starts_at, poll.ends_at = now + timedelta(days=starts), now + timedelta(days=ends)
    if closed:
        poll.closed_at, poll.closed_by, poll.close_reason = now + timedelta(days=closed), admin_member, "끝"
    poll.save()
    poll.refresh_from_db()
    assert poll.state == state
    found = {one for one in PollState if Poll.objects.in_state(one).filter(pk=poll.pk).exists()}
    assert found == {poll.state}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {IS_RUNNING} FROM polls_poll AS poll", {"at": now})  # noqa: S608 - a constant
        assert cursor.fetchone() == (state == "RUNNING",)
    counted = totals(Poll.objects.all())
    assert {one for one in PollState if counted[f"{COUNTED_AS[one]}Votes"]} == {poll.state}


def test_hottest_running_poll_comes_first(poll, single, admin_member, citizen, reader):
    factories.ended_poll(admin_member)
    upcoming = factories.poll(admin_member, starts=1)
    for member in (citizen, reader):
        cast_ballot(single, options=keys(single, 1), by=member)
    fold_all()
    assert list(Poll.objects.listed().running().hottest_first()) == [single, poll]
    assert upcoming in Poll.objects.in_state(PollState.UPCOMING)
