"""Since when members have to have agreed anew: kept in each process, so that asking on every request costs nothing.

The database is the truth. A version is published before it takes effect, so a process that looks again every half
minute knows it in time, whatever happens to Redis or to other processes.
"""

import math
import time

from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion

KEPT_SECONDS = 30
TARGETS = PolicyTemplate.Target

_kept = (-math.inf, ())


def asked_since(*, is_politician):
    """The date of effect of the newest change that such a member has to agree to; None before the first one."""
    until, changes = _kept
    if until < time.monotonic():
        changes = load()
        keep(changes)
    now, other = timezone.now(), TARGETS.NORMAL if is_politician else TARGETS.POLITICIANS
    return next((moment for moment, target in changes if moment <= now and target != other), None)


def load():
    """Read the changes that need agreement, those ahead among them: moments and targets, the newest first."""
    asked = PolicyVersion.objects.filter(is_mandatory=True, template__is_mandatory=True).order_by("-effective_at")
    return tuple(asked.values_list("effective_at", "template__target"))


def keep(changes, *, seconds=KEPT_SECONDS):
    """Answer from `changes` for a while."""
    global _kept  # noqa: PLW0603 - one tuple a process, replaced as a whole
    _kept = (time.monotonic() + seconds, changes)


def forget():
    """Look again at the next question."""
    keep((), seconds=-math.inf)
