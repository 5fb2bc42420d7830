"""Fifty at once, each over a connection of its own: one visitor is one row, two who close a day close it once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import StatusChange
from insights.models import MemberStatistic, Visit, VisitStatistic
from insights.services.daily_statistics import close_days, prove
from insights.services.visits import flush_visits, note_visit, seen, store_visits
from tests import agents
from tests.boards.test_concurrency import THREADS, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def test_fifty_processes_note_one_visitor(rf):
    def look():
        request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_USER_AGENT=agents.PC)
        request.user = AnonymousUser()
        seen.forget()  # as a process that has seen nobody
        note_visit(request)
        return flush_visits()

    assert sum(at_once(*[look] * THREADS)) + flush_visits() == 1
    assert Visit.objects.count() == VisitStatistic.objects.get().visitors == 1


def test_fifty_store_the_same_visitors():
    rows = [(timezone.localdate(), f"{number:032x}", "PC", False) for number in range(20)]
    added = at_once(*(lambda turn=turn: store_visits(rows[turn % 5 :] + rows[: turn % 5]) for turn in range(THREADS)))
    assert sum(added) == Visit.objects.count() == VisitStatistic.objects.get().visitors == 20


def test_days_are_closed_while_visits_come(citizen):
    StatusChange.objects.create(
        member=citizen, after="APPROVED", created_at=datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Seoul"))
    )
    days = [date(2026, 11, 2), date(2026, 11, 3), timezone.localdate()]
    at_once(
        *(
            lambda number=number: store_visits([(days[number % 3], f"{number:032x}", "MOBILE", True)])
            for number in range(30)
        ),
        *[close_days] * 6,
    )
    close_days()
    assert {name for name, wrong in prove() if wrong} == set()
    assert MemberStatistic.objects.values("day", "kind").distinct().count() == MemberStatistic.objects.count()
    assert sum(VisitStatistic.objects.values_list("visitors", flat=True)) == 30
