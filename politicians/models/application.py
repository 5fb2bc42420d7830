"""The application of somebody who wants to speak as a politician or as an aide."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Member
from polibat.managers import manager
from politicians.models.politician import Politician

TAKEN = "이미 다른 회원이 등록한 정치인입니다. 본인이라면 hello@polibat.com으로 문의해 주세요."
# Members who left or were banned no longer hold a politician's place.
GONE = (Member.Status.WITHDRAWN, Member.Status.BANNED)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by state."""

    def waiting(self):
        """Those that staff have not decided."""
        return self.filter(state=Application.State.WAITING)

    def approved(self):
        """Those that make a member speak for a politician."""
        return self.filter(state=Application.State.APPROVED)

    def open(self):
        """Those that wait or hold: a member has one."""
        return self.filter(state__in=[Application.State.WAITING, Application.State.APPROVED])

    def claiming(self, politician):
        """The approved claim of somebody who is this politician and still a member."""
        return self.approved().filter(politician=politician, is_aide=False).exclude(member__status__in=GONE)

    def held_by(self, member):
        """The approved one through which `member` speaks for a politician; None for everybody else."""
        if not member.speaks_for_politician:
            return None
        return self.approved().filter(member=member).select_related("politician__party").first()


class Application(models.Model):
    """A claim to be, or to serve, a politician; an approved one is what lets a member speak as such."""

    class State(models.TextChoices):
        WAITING = "WAITING", "승인대기"
        APPROVED = "APPROVED", "승인"
        REFUSED = "REFUSED", "거절"
        ENDED = "ENDED", "종료"

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications", verbose_name="회원"
    )
    is_aide = models.BooleanField("보좌진", default=False)
    stated_name = models.CharField("정치인 이름과 직책", max_length=60)
    affiliation = models.CharField("정당 또는 소속", max_length=60)
    wants_mail = models.BooleanField("지목 알림 메일", default=True, db_default=True)
    politician = models.ForeignKey(
        Politician, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="정치인"
    )
    politician_id: int | None
    state = models.CharField("상태", max_length=10, choices=State, default=State.WAITING)
    get_state_display: Callable[[], str]
    reason = models.CharField("사유", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="처리자"
    )
    decided_at = models.DateTimeField("처리일시", null=True, blank=True)
    created_at = models.DateTimeField("신청일시", default=timezone.now)

    objects: ApplicationQuerySet = manager(ApplicationQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "가입 신청"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "APPROVED", "REFUSED", "ENDED"]), name="application_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") | Q(politician__isnull=False),
                name="application_approved_names_a_politician",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(reason=""), name="application_refusal_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["politician"],
                condition=Q(state="APPROVED", is_aide=False),
                name="application_one_member_a_politician",
                violation_error_message=TAKEN,
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=["WAITING", "APPROVED"]),
                name="application_one_open_a_member",
                violation_error_message="이미 신청하셨습니다. 결과를 기다려 주세요.",
            ),
        ]

    def __str__(self):
        return f"{self.stated_name} ({self.get_state_display()})"

    def clean(self):
        """Ask an aide for the politician, whom staff may find for others; refuse to claim one who is claimed."""
        if self.is_aide and not self.politician_id:
            raise ValidationError({"politician": ValidationError("보좌하는 정치인을 선택해 주세요.", code="required")})
        if self.state == self.State.WAITING and not self.is_aide:
            refuse_claimed(self.politician)


def refuse_claimed(politician):
    """Raise ValidationError when somebody else is this politician already; None claims nobody."""
    if politician and Application.objects.claiming(politician).exists():
        raise ValidationError({"politician": ValidationError(TAKEN, code="taken")})
