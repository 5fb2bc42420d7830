"""What staff looked at about members: who, when, from where, and whose."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from polibat.managers import manager


class StaffReadQuerySet(models.QuerySet["StaffRead"]):
    """Looks of staff."""

    def outdated(self):
        """Those that are kept no longer; the table gives away no others."""
        return self.filter(created_at__lt=timezone.now() - StaffRead.KEPT)


class StaffRead(models.Model):
    """One page or answer that showed staff what is known about members (spec V14); kept for two years."""

    KEPT = timedelta(days=731)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="운영자")
    by_id: int
    what = models.CharField("본 것", max_length=40)
    members = ArrayField(models.CharField(max_length=20), verbose_name="회원")
    ip = models.GenericIPAddressField("IP", null=True)
    device = models.CharField("기기", max_length=10, blank=True)
    created_at = models.DateTimeField("일시", default=timezone.now)

    objects: StaffReadQuerySet = manager(StaffReadQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "회원정보 열람 이력"
        ordering = ["-pk"]
        indexes = [
            GinIndex(fields=["members"], name="staffread_members"),
            models.Index(fields=["by", "-id"], name="staffread_by"),
            models.Index(fields=["created_at"], name="staffread_date"),
        ]

    def __str__(self):
        return f"{self.what}: {len(self.members)}"
