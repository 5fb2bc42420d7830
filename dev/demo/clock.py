"""When things are said: over the past days, more by day than by night, in Seoul hours."""

from bisect import bisect
from datetime import timedelta
from itertools import accumulate

from django.utils import timezone

# How much is written in each hour of a day, from midnight on.
RHYTHM = (3, 2, 1, 1, 1, 2, 4, 8, 10, 10, 9, 9, 12, 11, 9, 9, 9, 10, 12, 13, 14, 14, 11, 6)
HOUR = timedelta(hours=1)


class Clock:
    """The past `days` days until `now`, as a stretch along which moments lie in the rhythm of a day."""

    def __init__(self, now, *, days):
        """Add up the hours once, so that each moment is one look-up."""
        self.now = now
        self.start = now - timedelta(days=days)
        hours = range(days * 24)
        self.upto = list(accumulate(RHYTHM[timezone.localtime(self.start + hour * HOUR).hour] for hour in hours))

    def at(self, place):
        """Return the moment at `place` of the way (0: the start, 1: now); later places never lie earlier."""
        reached = place * self.upto[-1]
        hour = min(bisect(self.upto, reached), len(self.upto) - 1)
        before = self.upto[hour - 1] if hour else 0
        return self.start + (hour + min(1, (reached - before) / (self.upto[hour] - before))) * HOUR

    def after(self, moment, hours):
        """Return the moment `hours` after another; one that would lie ahead lies between it and now instead."""
        then = moment + timedelta(hours=hours)
        return then if then < self.now else moment + (self.now - moment) * (hours % 1)
