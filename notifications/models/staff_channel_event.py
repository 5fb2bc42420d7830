"""What the staff channel was told: each event once, whichever clock or schedule tells it twice."""

from django.db import models
from django.utils import timezone


class StaffChannelEvent(models.Model):
    """One event that made a card."""

    event = models.CharField("사건", max_length=80, unique=True)
    created_at = models.DateTimeField("일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "운영 채널 소식"

    def __str__(self):
        return self.event
