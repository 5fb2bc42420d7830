"""A year of visitors, and the kept figures of every day that is over, so that the dashboard has something to tell."""

import random
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from insights.models import MemberStatistic, Visit, VisitStatistic
from insights.queries.subjects import VISITS_KEPT
from insights.services.daily_statistics import close_days
from insights.services.visits import store_visits

DAYS = 400
# Visitors of a day when the site was new and now; weekends are quieter.
FIRST, LATEST, WEEKEND = 14, 52, 0.7
DEVICES = {Visit.Device.PC: 40, Visit.Device.MOBILE: 53, Visit.Device.TABLET: 5, Visit.Device.OTHER: 2}
SIGNED_IN = 0.35


def count_past_days(seed):
    """Let visitors come (once), then keep the figures of all past days, as the nightly job would have."""
    if not VisitStatistic.objects.exists():
        _let_visitors_come(random.Random(seed))  # noqa: S311 - invented visitors
    kept = MemberStatistic.objects.order_by("day").values_list("day", flat=True).first()
    close_days(first=kept)


def _let_visitors_come(rng):
    today = timezone.localdate()
    visits, statistics = [], []
    for ago in range(DAYS, -1, -1):
        day = today - timedelta(days=ago)
        came = _visitors_of(day, ago, rng)
        if timedelta(days=ago) < VISITS_KEPT:
            visits += [(day, UUID(int=rng.getrandbits(128)), *kind) for kind in came]
        else:
            statistics += [
                VisitStatistic(day=day, device=kind[0], is_member=kind[1], visitors=came.count(kind))
                for kind in sorted(set(came))
            ]
    VisitStatistic.objects.bulk_create(statistics)
    store_visits(visits)


def _visitors_of(day, ago, rng):
    """Device and whether signed in, of everybody who came on a day."""
    grown = FIRST + (LATEST - FIRST) * (DAYS - ago) / DAYS
    number = round(grown * rng.uniform(0.85, 1.15) * (WEEKEND if day.isoweekday() > 5 else 1))
    devices = rng.choices([device.value for device in DEVICES], DEVICES.values(), k=number)
    return [(device, rng.random() < SIGNED_IN) for device in devices]
