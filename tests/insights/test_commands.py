"""`manage.py daily_statistics`: counts the past anew, proves it, and fails where something is wrong."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from insights.models import BoardStatistic, MemberStatistic

pytestmark = pytest.mark.django_db


def run(*arguments):
    said = StringIO()
    call_command("daily_statistics", *arguments, stdout=said)
    return said.getvalue().splitlines()


def test_daily_statistics_counts_everything_and_proves_it(history):
    history(1, timezone.now())
    first, *proofs = run()
    assert first.endswith("일 계산")
    assert len(proofs) == 7
    assert all(line.endswith(": 맞음") for line in proofs)
    assert MemberStatistic.objects.count() == BoardStatistic.objects.count() > 30


def test_daily_statistics_finds_and_repairs(history):
    history(1, timezone.now())
    run()
    day = timezone.localdate() - timedelta(days=10)
    BoardStatistic.objects.filter(day=day, board="FREE").update(posts=999)
    with pytest.raises(CommandError, match="실제 기록과 다른"):
        run("--check")
    assert BoardStatistic.objects.filter(posts=999).exists()
    run("--from", day.isoformat())
    run("--check")


def test_daily_statistics_refuses_reversed_days():
    with pytest.raises(CommandError, match="시작일이 종료일보다"):
        run("--from", "2026-11-02", "--to", "2026-11-01")
