"""What belongs to no single app: a member's request for everything the site holds about them."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polibat.files import private_storage
from polibat.files.generated import GeneratedFile, GeneratedFileQuerySet
from polibat.managers import manager


class DataExportQuerySet(GeneratedFileQuerySet):
    """A member's own requests, and no one else's."""

    def visible_to(self, member):
        """Those of `member`, newest first."""
        return self.filter(member=member) if member.is_authenticated else self.none()

    def ready(self):
        """Those whose file can be fetched now."""
        return self.filter(state=DataExport.State.READY, expires_at__gt=timezone.now())


class DataExport(GeneratedFile, models.Model):
    """One request for a zip of everything about a member: made in the background, kept for a day."""

    class State(models.TextChoices):
        MAKING = "MAKING", "만드는 중"
        READY = "READY", "준비됨"
        EXPIRED = "EXPIRED", "만료됨"
        FAILED = "FAILED", "만들지 못함"

    KEPT = timedelta(hours=24)
    ONE_IN = timedelta(hours=24)
    LONGEST_MAKING = timedelta(hours=6)
    TRIES = 6

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_exports", verbose_name="회원"
    )
    member_id: int
    state = models.CharField("상태", max_length=8, choices=State, default=State.MAKING, editable=False)
    # Names the file before there is one, so that what a broken try left behind can be found and deleted.
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    file = models.FileField("파일", storage=private_storage, upload_to="exports/", blank=True, editable=False)
    size = models.PositiveBigIntegerField("크기", default=0, editable=False)
    tries = models.PositiveSmallIntegerField("시도", default=0, editable=False)
    requested_at = models.DateTimeField("요청일시", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("만료일시", null=True, editable=False)

    objects: DataExportQuerySet = manager(DataExportQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "내 정보 내려받기"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["member", "-id"], name="dataexport_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state="MAKING"),
                name="dataexport_one_at_a_time",
                violation_error_message="이미 만들고 있습니다. 준비되면 알려 드립니다.",
                violation_error_code="making",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["MAKING", "READY", "EXPIRED", "FAILED"]), name="dataexport_state"
            ),
            models.CheckConstraint(
                condition=Q(state="READY", expires_at__isnull=False) & ~Q(file="") | ~Q(state="READY") & Q(file=""),
                name="dataexport_ready_has_a_file",
            ),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.shown_state}"

    @property
    def file_name(self):
        """Where the file lies or is going to lie; nobody can guess it."""
        return f"exports/{self.token}.zip"

    @property
    def shown_state(self):
        """The state in words, true to the second."""
        is_over = self.state == self.State.READY and not self.is_ready
        return (self.State.EXPIRED if is_over else self.State(self.state)).label

    @property
    def is_delayed(self):
        """Whether making it failed and is tried again."""
        return self.state == self.State.MAKING and self.tries > 1
