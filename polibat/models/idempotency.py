"""Creations that name themselves, and what they were answered."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from rest_framework.utils.encoders import JSONEncoder


class RepeatableRequest(models.Model):
    """A creation through the API that named itself, and the answer that whoever sends it again gets."""

    KEPT = timedelta(hours=24)

    asker = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    digest = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True, encoder=JSONEncoder)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "되풀이할 수 있는 요청"
        constraints = [models.UniqueConstraint(fields=["asker", "key"], name="repeatablerequest_once")]
        indexes = [models.Index(fields=["created_at"], name="repeatablerequest_age")]

    def __str__(self):
        return self.key
