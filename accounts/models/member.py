"""The member: kind, status, public nickname, hidden address."""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, Group, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import cached_property
from rules.permissions import has_perm, perm_exists

from polibat.cache.statements import PreparedQuery
from polibat.managers import manager
from polibat.security.encryption import email_index, mailbox_index
from polibat.text.look_alikes import bare_name, folded
from policies.queries.consent_requirements import asked_since

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from accounts.models.history import Consent, NicknameChange, StatusChange

# Where a cipher names its key (polibat.security.encryption): after the byte of the format.
KEY_ID_AT, KEY_ID_BYTES = 2, 2

NICKNAME = RegexValidator(
    r"\A(?!_+\Z)[가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9_]{2,20}\Z",
    "닉네임은 2-20자의 한글, 영문, 숫자, _만 사용할 수 있습니다.",
    code="nickname",
)
AGREE_FIRST = "약관이 바뀌었습니다. 바뀐 약관에 동의하신 뒤에 할 수 있습니다."
# Why a member in this status may not do what others may.
REFUSALS = {
    "SUSPENDED": "이용이 정지된 동안에는 할 수 없습니다.",
    "PENDING": "가입 승인을 기다리는 동안에는 할 수 없습니다.",
}
# Asked before every page of the back office.
_levels = PreparedQuery(lambda member: Group.objects.filter(user=member).order_by().values_list("name"))


def nickname_key(nickname):
    """The form under which a nickname is unique: NFC, without regard to case."""
    return unicodedata.normalize("NFC", nickname).casefold()


# Names under which somebody would be taken for staff or for the site itself.
RESERVED_PARTS = ("운영자", "관리자", "정치방망이", "폴리벳", "탈퇴한회원", "polibat")
RESERVED = {"admin", "administrator", "moderator", "operator", "staff", "system", "익명", "시스템", "알수없음"}


_FOLDED, _FOLDED_PARTS = {folded(name) for name in RESERVED}, {folded(part) for part in RESERVED_PARTS}


def is_reserved(nickname):
    """Whether a nickname reads as staff, the site or nobody, whatever stands between its letters (spec M19)."""
    bare = bare_name(nickname)
    wholes = {folded(bare), folded(bare.strip("0123456789"))}
    lettered = folded("".join(letter for letter in bare if not letter.isdigit()))
    return bool(wholes & _FOLDED) or any(part in reading for part in _FOLDED_PARTS for reading in (*wholes, lettered))


class MemberQuerySet(models.QuerySet["Member"]):
    """Finding members without ever decrypting an address."""

    def with_email(self, address):
        """The member of an address, through the blind index."""
        return self.filter(email_index=email_index(address))

    def reached_by(self, address):
        """The members whose mailbox an address reaches, however it is written; the one of the address itself first."""
        index = email_index(address)
        found = self.filter(Q(email_index=index) | Q(mailbox_index=mailbox_index(address)))
        return found.order_by(Case(When(email_index=index, then=0), default=1), "pk")

    def with_nickname(self, nickname):
        """The member of a nickname, without regard to case."""
        return self.filter(nickname_key=nickname_key(nickname))

    def not_under_key(self, key_id):
        """Members whose address is encrypted under another key than `key_id`, as the ciphers' headers say."""
        key = Substr("email_cipher", KEY_ID_AT, KEY_ID_BYTES, output_field=models.BinaryField())
        wanted = key_id.to_bytes(KEY_ID_BYTES, "big")
        return self.filter(email_cipher__isnull=False).alias(cipher_key=key).exclude(cipher_key=wanted)

    def in_good_standing(self):
        """Members in 승인, or whose suspension is over, as `Member.is_in_good_standing` says of one."""
        over = Q(status=Member.Status.SUSPENDED, suspended_until__lte=timezone.now())
        return self.filter(Q(status=Member.Status.APPROVED) | over)


class Member(AbstractBaseUser, PermissionsMixin):
    """Somebody who may speak here: a citizen, a politician, an aide or a member of staff."""

    class Kind(models.TextChoices):
        NORMAL = "NORMAL", "일반회원"
        POLITICIAN = "POLITICIAN", "정치인"
        AIDE = "ASSISTANT", "보좌진"
        STAFF = "ADMIN", "운영자"

    class Status(models.TextChoices):
        APPROVED = "APPROVED", "승인"
        PENDING = "PENDING", "승인대기"
        SUSPENDED = "SUSPENDED", "정지"
        BANNED = "BANNED", "강퇴"
        WITHDRAWN = "WITHDRAWN", "탈퇴"

    # Who counts as a member in lists and figures, and in which status (spec L15, L40).
    COUNTED_KINDS = (Kind.NORMAL, Kind.POLITICIAN, Kind.AIDE)
    STANDING = (Status.APPROVED, Status.PENDING, Status.SUSPENDED)
    STANDING_CHOICE = ("STANDING", "탈퇴·강퇴 제외")
    PREFIXES = {Kind.NORMAL: "NM", Kind.POLITICIAN: "PM", Kind.AIDE: "PA", Kind.STAFF: "AD"}
    LEFT_NICKNAME = "탈퇴한 회원"

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    kind = models.CharField("회원 구분", max_length=12, choices=Kind, default=Kind.NORMAL, editable=False)
    status = models.CharField("회원 상태", max_length=12, choices=Status, editable=False)
    get_status_display: Callable[[], str]
    suspended_until = models.DateTimeField("정지 종료", null=True, blank=True, editable=False)
    nickname = models.CharField("닉네임", max_length=20, validators=[NICKNAME])
    nickname_key = models.CharField(
        max_length=40, null=True, unique=True, editable=False, error_messages={"unique": "이미 사용 중인 닉네임입니다."}
    )
    nickname_words = SearchVectorField(null=True, editable=False)
    email_cipher = models.BinaryField(null=True, editable=False)
    email_index = models.BinaryField(null=True, unique=True, editable=False, max_length=32)
    # Of the mailbox behind the address (spec M23); empty for who joined before there was one, and of two for the later.
    mailbox_index = models.BinaryField(null=True, unique=True, editable=False, max_length=32)
    must_change_password = models.BooleanField("비밀번호 변경 필요", default=False, editable=False)
    # Until when a password that somebody else thought of opens anything.
    password_expires_at = models.DateTimeField("임시 비밀번호 만료", null=True, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # The newest date of effect among the policies agreed to; `has_agreed` compares it on every request.
    agreed_upto = models.DateTimeField("동의한 정책의 시행일", null=True, editable=False)
    joined_at = models.DateTimeField("가입일", default=timezone.now, editable=False)
    left_at = models.DateTimeField("탈퇴일", null=True, editable=False)

    # Set on whoever asks: a log-in that lacks the second factor its level needs is that of somebody without a level.
    lacks_code = False

    # Django's auth expects this kind; members are made by `accounts.services` alone.
    objects: MemberQuerySet = manager(MemberQuerySet, BaseUserManager)

    consents: "RelatedManager[Consent]"
    status_changes: "RelatedManager[StatusChange]"
    nickname_changes: "RelatedManager[NicknameChange]"

    USERNAME_FIELD = "public_id"

    class Meta:
        verbose_name = verbose_name_plural = "회원"
        ordering = ["-pk"]
        indexes = [GinIndex(fields=["nickname_words"], name="member_nickname_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["NORMAL", "POLITICIAN", "ASSISTANT", "ADMIN"]), name="member_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["APPROVED", "PENDING", "SUSPENDED", "BANNED", "WITHDRAWN"]),
                name="member_status",
            ),
            models.CheckConstraint(
                condition=Q(status="SUSPENDED", suspended_until__isnull=False)
                | (~Q(status="SUSPENDED") & Q(suspended_until__isnull=True)),
                name="member_suspension_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(email_cipher__isnull=True, email_index__isnull=True)
                | Q(email_cipher__isnull=False, email_index__isnull=False),
                name="member_email_both_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(mailbox_index__isnull=True) | Q(email_index__isnull=False),
                name="member_mailbox_of_an_address",
            ),
            models.CheckConstraint(
                condition=Q(status="WITHDRAWN", email_index__isnull=True, nickname_key__isnull=True)
                | (~Q(status="WITHDRAWN") & Q(email_index__isnull=False, nickname_key__isnull=False)),
                name="member_left_is_erased",
            ),
            models.CheckConstraint(
                condition=~Q(status="PENDING", kind__in=["NORMAL", "ADMIN"]), name="member_pending_kinds"
            ),
        ]

    def __str__(self):
        return self.nickname

    def clean(self):
        """Only staff may be called staff."""
        super().clean()
        if self.kind != self.Kind.STAFF and is_reserved(self.nickname):
            raise ValidationError({"nickname": ValidationError("사용할 수 없는 닉네임입니다.", code="reserved")})

    @property
    def email_binding(self):
        """What the address' cipher is bound to: this row, by its public id."""
        return f"accounts.member:{self.public_id}"

    @property
    def is_in_good_standing(self):
        """Whether the member may write, react, vote and report: 승인, or a suspension whose term is over."""
        return self.status == self.Status.APPROVED or self.suspension_is_over

    @property
    def suspension_is_over(self):
        """A suspension ends by its date, not by the job that tidies it up."""
        return self.status == self.Status.SUSPENDED and self.suspended_until <= timezone.now()

    @property
    def password_is_over(self):
        """Whether the password is a temporary one whose time is up."""
        return self.password_expires_at is not None and self.password_expires_at <= timezone.now()

    @property
    def has_agreed(self):
        """Whether the member agreed to every change of the policies in effect that asks for it; staff are not asked."""
        if self.kind == self.Kind.STAFF:
            return True
        asked = asked_since(is_politician=self.speaks_for_politician)
        return asked is None or (self.agreed_upto is not None and self.agreed_upto >= asked)

    @property
    def refusal(self) -> str:
        """What about the member's state stands in the way of what others may do; "" for nothing."""
        return REFUSALS.get(self.status) or ("" if self.has_agreed else AGREE_FIRST)

    @property
    def waiting_refusal(self) -> str:
        """What stands in the way of a member in 승인대기; "" for everybody else."""
        return REFUSALS["PENDING"] if self.status == self.Status.PENDING else ""

    @property
    def is_active(self):
        """Whether the member may be signed in at all: 승인대기 sees the state of the application."""
        return self.is_in_good_standing or self.status == self.Status.PENDING

    @property
    def level(self) -> str:
        """The level of staff that was given to the member, whatever this log-in may do; "" for none."""
        if self.kind != self.Kind.STAFF or not self.is_in_good_standing:
            return ""
        if self.is_superuser:
            return "superuser"
        return next((level for level in ("admin", "moderator") if level in self.levels), "")

    @property
    def is_staff(self):
        """Whether the back office opens, and everything that staff alone may see."""
        return not self.lacks_code and bool(self.level)

    @property
    def is_admin(self):
        """Whether this is staff of the level that also deletes, acts on members and publishes."""
        return self.is_staff and (self.is_superuser or "admin" in self.levels)

    @cached_property
    def levels(self):
        """Return the names of the staff levels (Django groups, spec M5); empty, without a query, for other kinds."""
        return frozenset(name for (name,) in _levels(member=self.pk)) if self.kind == self.Kind.STAFF else frozenset()

    @property
    def speaks_for_politician(self):
        """Whether this is a politician or an aide."""
        return self.kind in {self.Kind.POLITICIAN, self.Kind.AIDE}

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Ask the rules; being a superuser opens nothing that a rule forbids (e.g. reporting one's own text)."""
        if perm_exists(perm):
            return self.is_active and has_perm(perm, self, obj)
        return not self.lacks_code and super().has_perm(perm, obj)

    def get_session_auth_hash(self):
        """Sessions end when the password or the epoch changes (status change, log-out everywhere)."""
        return f"{self.session_epoch}:{super().get_session_auth_hash()}"

    def get_session_auth_fallback_hash(self):
        """The same under retired secret keys."""
        for fallback in super().get_session_auth_fallback_hash():
            yield f"{self.session_epoch}:{fallback}"


# Whoever looks at something: a member, or a visitor who is none.
Viewer: TypeAlias = Member | AnonymousUser
