"""이의신청: the author of a text that was taken down asks once for another pair of eyes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from moderation.models.decision import Decision
from polibat.managers import manager
from polibat.text.length import TextLength, check_lengths


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections by state and reader."""

    def waiting(self):
        """Those that nobody has decided."""
        return self.filter(state=Objection.State.WAITING)

    def decidable_by(self, member):
        """Those that are neither `member`'s own nor about what `member` took down or confirmed since (spec R19)."""
        same_text = Q(post=OuterRef("decision__post")) | Q(comment=OuterRef("decision__comment"))
        taken = Decision.objects.taking_down().filter(same_text, by=member, pk__gte=OuterRef("decision")).order_by()
        return self.exclude(member=member).exclude(Exists(taken))

    def visible_to(self, member):
        """All for staff, else one's own."""
        if not member.is_authenticated:
            return self.none()
        return self if member.has_perm("moderation.view_objection") else self.filter(member=member)


class Objection(models.Model):
    """One objection to one decision; decided once, by somebody else than who took the text down."""

    class State(models.TextChoices):
        WAITING = "WAITING", "검토 대기"
        UPHELD = "UPHELD", "인용"
        REJECTED = "REJECTED", "기각"

    LENGTH = TextLength(1000, name="이의 내용은", required="이의 내용을 입력해 주세요.")

    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        related_name="objection",
        verbose_name="조치",
        error_messages={"unique": "이 조치에는 이미 이의신청을 하셨습니다."},
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="objections", verbose_name="신청자"
    )
    text = models.TextField("이의 내용")
    state = models.CharField("상태", max_length=10, choices=State, default=State.WAITING, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="처리자",
        editable=False,
    )
    reason = models.CharField("처리 사유", max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField("신청일시", default=timezone.now, editable=False)
    decided_at = models.DateTimeField("처리일시", null=True, blank=True, editable=False)

    objects: ObjectionQuerySet = manager(ObjectionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "이의신청"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(state="WAITING"), name="objection_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["WAITING", "UPHELD", "REJECTED"]), name="objection_state"),
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_something"),
            models.CheckConstraint(
                condition=Q(state="WAITING", by__isnull=True, decided_at__isnull=True)
                | (~Q(state="WAITING") & Q(by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
                name="objection_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(by=models.F("member")), name="objection_not_decided_by_its_author"),
        ]

    def __str__(self):
        return f"{self.decision.target.public_id} 이의신청"

    def clean(self):
        """It says something, in a length that somebody reads."""
        if errors := check_lengths(("text", self.text, self.LENGTH)):
            raise ValidationError(errors)
