"""What surrounds a hidden address: who looked at it, codes sent to it, the mark that a leaver's address leaves."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.member import Member
from polibat.managers import manager

# What mails are about, as the member reads it; staff see the name of the template.
MAILS = {
    "welcome": "가입 환영",
    "reset_code": "비밀번호 찾기 인증코드",
    "already_member": "이미 가입된 이메일 안내",
    "temporary_password": "임시 비밀번호",
    "password_changed": "비밀번호 변경 안내",
    "status_changed": "회원 상태 변경 안내",
    "enrolment_code": "2단계 인증 등록 인증코드",
    "application_received": "가입 신청 접수",
    "application_approved": "가입 승인 안내",
    "application_refused": "가입 신청 결과",
    "politician_named": "정치인 지목 알림",
    "comment": "내 글의 댓글",
    "reply": "내 댓글의 답글",
    "answer": "정치인의 답변",
    "report_result": "신고 결과",
    "suggestion_answered": "불편/제안 답변",
    "moderation_decision": "운영 조치",
    "policy_notice": "정책 변경 안내",
    "digest": "하루 소식",
}


class EmailAccessQuerySet(models.QuerySet["EmailAccess"]):
    """Looks at addresses."""

    def visible_to(self, member):
        """Those at the address of `member`, with who looked; newest first. Staff see the others in the back office."""
        return self.filter(member=member).select_related("by") if member.is_authenticated else self.none()

    def of_staff(self, member):
        """Those of `member` at the addresses of others, which are counted."""
        return self.filter(by=member).exclude(member=member)


class EmailAccess(models.Model):
    """One look at a member's address (spec V5, V6); `by` is empty when the system itself sent a mail.

    What staff look for is of a `kind` and said in words; the looks of the system and of members have words alone.
    """

    class Kind(models.TextChoices):
        INQUIRY = "INQUIRY", "문의 답변"
        IDENTITY = "IDENTITY", "본인 확인"
        CASE = "CASE", "신고·분쟁 처리"
        LAW = "LAW", "법령에 따른 요청"
        FAULT = "FAULT", "오류·보안 확인"
        OTHER = "OTHER", "기타"

    member = models.ForeignKey(Member, models.PROTECT, related_name="email_accesses", verbose_name="열람 대상")
    member_id: int
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="열람자",
        help_text="비어 있으면 시스템",
    )
    by_id: int | None
    ip = models.GenericIPAddressField("IP", null=True)
    device = models.CharField("기기", max_length=10, blank=True)
    kind = models.CharField("열람 구분", max_length=10, choices=Kind, blank=True, default="", db_default="")
    get_kind_display: Callable[[], str]
    purpose = models.CharField("열람 목적", max_length=200)
    created_at = models.DateTimeField("열람일시", default=timezone.now)

    objects: EmailAccessQuerySet = manager(EmailAccessQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "이메일 열람 이력"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["member", "-created_at"], name="emailaccess_member")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["", "INQUIRY", "IDENTITY", "CASE", "LAW", "FAULT", "OTHER"]),
                name="emailaccess_kind",
            )
        ]

    def __str__(self):
        return f"{self.member_id}: {self.purpose}"

    @property
    def who(self):
        """Who looked, as the member is told: the system, staff as such, or the member."""
        if self.by_id is None:
            return "시스템"
        return "본인" if self.by_id == self.member_id else "운영자"

    @property
    def shown_purpose(self):
        """What for, with the name of a mail in words, and of staff what kind of purpose that is."""
        if self.kind:
            return f"{self.get_kind_display()}: {self.purpose}"
        before, colon, mail = self.purpose.partition("메일 발송: ")
        return f"메일 발송 ({MAILS.get(mail, mail)})" if colon and not before else self.purpose


class EmailCodeQuerySet(models.QuerySet["EmailCode"]):
    """Codes that may still be used."""

    def live(self):
        """Codes that are neither used, expired nor tried out."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now(), tries__lt=EmailCode.MAX_TRIES)


class EmailCode(models.Model):
    """A six-digit code mailed to an address: 5 minutes, 5 tries, once; kept as a keyed hash."""

    class Purpose(models.TextChoices):
        SIGNUP = "SIGNUP", "회원가입"
        RESET = "RESET", "비밀번호 찾기"
        ENROLMENT = "ENROLMENT", "2단계 인증 등록"

    MAX_TRIES = 5

    purpose = models.CharField(max_length=10, choices=Purpose)
    get_purpose_display: Callable[[], str]
    email_index = models.BinaryField(max_length=32, db_index=True)
    code_hash = models.BinaryField(max_length=32)
    # Made for a known address at sign-up, or an unknown one at find-account: looks the same, never opens anything.
    is_decoy = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: EmailCodeQuerySet = manager(EmailCodeQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "이메일 인증코드"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=["SIGNUP", "RESET", "ENROLMENT"]), name="emailcode_purpose"
            ),
            models.CheckConstraint(condition=models.Q(tries__lte=5), name="emailcode_five_tries"),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.created_at:%Y-%m-%d %H:%M}"


class Tombstone(models.Model):
    """A keyed mark of an address whose member left, so that leaving cannot be used to start over at once."""

    mark = models.BinaryField(max_length=32, unique=True)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "탈퇴 표식"

    def __str__(self):
        return f"{self.left_at:%Y-%m-%d}"
