"""Papers that prove an application, which staff look at and nobody keeps for long."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polibat.files import private_storage
from polibat.managers import manager
from politicians.models.application import GONE, Application

MOST_DOCUMENTS = 3
FOLDER = "applications/"
MOST_BYTES = 10 * 1024 * 1024
DOCUMENTS_MISSING = "증빙 서류를 한 개 이상 올려 주세요."
KEPT_AFTER_DECISION = timedelta(days=30)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by whether they are still needed."""

    def outlived(self):
        """Those whose application was decided so long ago, or whose member is gone, that nobody needs them any more."""
        is_long_ago = Q(application__decided_at__lte=timezone.now() - KEPT_AFTER_DECISION)
        return self.filter(is_long_ago | Q(application__member__status__in=GONE))


class Document(models.Model):
    """A PDF or a picture (re-encoded here) that came with an application; it has no address."""

    class Kind(models.TextChoices):
        PDF = "PDF", "PDF"
        PICTURE = "PICTURE", "이미지"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="documents", verbose_name="가입 신청", editable=False
    )
    application_id: int
    number = models.PositiveSmallIntegerField("번호", editable=False)
    kind = models.CharField("형식", max_length=8, choices=Kind, editable=False)
    name = models.CharField("파일 이름", max_length=100, editable=False)
    size = models.PositiveIntegerField("크기", editable=False)
    file = models.FileField("파일", storage=private_storage, upload_to=FOLDER, editable=False)
    created_at = models.DateTimeField("접수일시", default=timezone.now, editable=False)

    objects: DocumentQuerySet = manager(DocumentQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "가입 신청 서류"
        ordering = ["application", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["PDF", "PICTURE"]), name="document_kind"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=3), name="document_three_an_application"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=10 * 1024 * 1024), name="document_size"),
            models.UniqueConstraint(fields=["application", "number"], name="document_number"),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    @property
    def content_type(self):
        """What the stored bytes are, whatever the upload called itself."""
        return "application/pdf" if self.kind == self.Kind.PDF else "image/webp"

    @property
    def safe_name(self):
        """A name for the file of whoever takes it away; nothing of what the applicant typed."""
        return f"application-{self.application_id}-{self.number}.{'pdf' if self.kind == self.Kind.PDF else 'webp'}"


class DocumentAccess(models.Model):
    """One look at a document; it outlives the document."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="document_accesses", verbose_name="가입 신청"
    )
    application_id: int
    number = models.PositiveSmallIntegerField("서류 번호")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="열람자")
    ip = models.GenericIPAddressField("IP", null=True)
    device = models.CharField("기기", max_length=10, blank=True)
    created_at = models.DateTimeField("열람일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "가입 신청 서류 열람 이력"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.application_id}: {self.number}"
