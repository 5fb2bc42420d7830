"""Windows of limits, which are counted here while Redis is away."""

from datetime import timedelta

from django.db import connection, models


class LimitWindowQuerySet(models.QuerySet):
    """Counting in one statement, so that two processes can never both be the last allowed."""

    def used(self, key, *, per, spend, at):
        """Count (one more when `spend`) in the window of `key`, `per` seconds long; returns count and seconds left."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO polibat_limitwindow AS w (key, count, ends_at) VALUES (%(key)s, %(step)s, %(end)s)
                ON CONFLICT (key) DO UPDATE SET
                    count = CASE WHEN w.ends_at <= %(now)s THEN %(step)s ELSE w.count + %(step)s END,
                    ends_at = CASE WHEN w.ends_at <= %(now)s THEN %(end)s ELSE w.ends_at END
                RETURNING count, ends_at
                """,
                {"key": key, "step": int(spend), "now": at, "end": at + timedelta(seconds=per)},
            )
            count, ends_at = cursor.fetchone()
        return count, int((ends_at - at).total_seconds())

    def give_back(self, key):
        """Count one less in the window of `key`."""
        self.filter(key=key, count__gt=0).update(count=models.F("count") - 1)

    def expired(self, at):
        """Windows that ended before `at`."""
        return self.filter(ends_at__lt=at)


class LimitWindow(models.Model):
    """How often one key was used in its current window, while Redis is unreachable."""

    key = models.CharField(primary_key=True, max_length=200)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    objects = LimitWindowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "제한 기록"

    def __str__(self):
        return self.key
