"""The record of lists that staff took away as files (spec L45)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polibat.files import private_storage
from polibat.files.generated import GeneratedFile, GeneratedFileQuerySet
from polibat.managers import manager


def new_token():
    """A name for a file that nobody can guess."""
    return secrets.token_urlsafe(16)


class StaffExportQuerySet(GeneratedFileQuerySet):
    """Whose files."""

    def visible_to(self, member):
        """One's own; superusers see everybody's on record."""
        if not member.has_perm("backoffice.add_staffexport"):
            return self.none()
        return self if member.is_superuser else self.filter(by=member)


class StaffExport(GeneratedFile, models.Model):
    """One file: handed over at once, or made in the background and kept for a day for whoever asked."""

    class State(models.TextChoices):
        SENT = "SENT", "바로 받음"
        MAKING = "MAKING", "만드는 중"
        READY = "READY", "준비됨"
        EXPIRED = "EXPIRED", "만료됨"
        FAILED = "FAILED", "만들지 못함"

    class Kind(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    MOST_AT_ONCE = 100_000
    KEPT = timedelta(hours=24)
    LONGEST_MAKING = timedelta(hours=6)
    TRIES = 4

    token = models.CharField("번호", max_length=32, unique=True, default=new_token, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="내보낸 운영자")
    page = models.CharField("목록", max_length=30)
    filters = models.JSONField("조건", default=dict)
    kind = models.CharField("형식", max_length=4, choices=Kind)
    rows = models.PositiveIntegerField("행 수", null=True, help_text="비어 있으면 아직 만드는 중")
    state = models.CharField("상태", max_length=8, choices=State)
    file = models.FileField("파일", storage=private_storage, upload_to="staff-exports/", blank=True, editable=False)
    tries = models.PositiveSmallIntegerField("시도", default=0, editable=False)
    requested_at = models.DateTimeField("요청일시", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("만료일시", null=True, editable=False)

    objects: StaffExportQuerySet = manager(StaffExportQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "내보내기 이력"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "-id"], name="staffexport_by")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["SENT", "MAKING", "READY", "EXPIRED", "FAILED"]), name="staffexport_state"
            ),
            models.CheckConstraint(condition=Q(kind__in=["csv", "xlsx"]), name="staffexport_kind"),
            models.CheckConstraint(
                condition=Q(state="READY", expires_at__isnull=False) & ~Q(file="") | ~Q(state="READY") & Q(file=""),
                name="staffexport_ready_has_a_file",
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.requested_at:%Y-%m-%d %H:%M}"

    @property
    def file_name(self):
        """Where the file lies or is going to lie; nobody can guess it."""
        return f"staff-exports/{self.token}.{self.kind}"
