"""Policies: a template (이용약관, 개인정보 처리방침 …), its versions with their dates, and the record of both."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Least, Lower, Now
from django.urls import reverse
from django.utils import timezone

from polibat.managers import manager
from polibat.text import clean_lines
from polibat.text.reason import NO_REASON

LONGEST_BODY = 60_000
ENDS_FIRST = "종료일은 시행일보다 늦어야 합니다."


class PolicyTemplateQuerySet(models.QuerySet["PolicyTemplate"]):
    """Documents by what of them can be read."""

    def announced(self):
        """Those of which everybody can read a version."""
        return self.filter(Exists(PolicyVersion.objects.announced().filter(template=OuterRef("pk"))))


class PolicyTemplate(models.Model):
    """One kind of document that people read and agree to."""

    class Slug(models.TextChoices):
        TERMS = "terms", "이용약관"
        PRIVACY = "privacy", "개인정보 처리방침"

    class Target(models.TextChoices):
        EVERYBODY = "ALL", "전체"
        MEMBERS = "MEMBERS", "회원전체"
        NORMAL = "NORMAL", "일반회원"
        POLITICIANS = "POLITICIANS", "정치인회원"

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    # The two without which the site cannot be; what staff add has its public id in its address.
    slug = models.CharField("문서", max_length=20, choices=Slug, unique=True, null=True, editable=False)
    name = models.CharField("서비스정책 템플릿명", max_length=50, error_messages={"blank": "템플릿명을 입력해 주세요."})
    target = models.CharField("적용 대상", max_length=12, choices=Target, default=Target.EVERYBODY)
    is_mandatory = models.BooleanField(
        "필수 동의", default=True, help_text="켜면 적용 대상인 회원은 이 문서에 동의해야 가입하고 글을 쓸 수 있습니다."
    )
    version_serial = models.PositiveIntegerField("버전 번호", default=0, editable=False)
    created_at = models.DateTimeField("작성일", default=timezone.now, db_default=Now(), editable=False)
    updated_at: models.DateTimeField = models.DateTimeField(
        "최종수정일", default=timezone.now, db_default=Now(), editable=False
    )

    objects: PolicyTemplateQuerySet = manager(PolicyTemplateQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "서비스정책 템플릿"
        ordering = ["public_id"]
        constraints = [
            models.CheckConstraint(condition=Q(slug__in=["terms", "privacy"]), name="policytemplate_slug"),
            models.CheckConstraint(
                condition=Q(target__in=["ALL", "MEMBERS", "NORMAL", "POLITICIANS"]), name="policytemplate_target"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="policytemplate_has_a_name"),
            models.UniqueConstraint(
                Lower("name"),
                name="policytemplate_name_once",
                violation_error_message="같은 이름의 템플릿이 이미 있습니다.",
                violation_error_code="unique",
            ),
        ]

    def __str__(self):
        return self.name

    versions: "PolicyVersionQuerySet"

    def get_absolute_url(self):
        """The page of the document."""
        if self.slug:
            return reverse(f"policies:{self.slug}")
        return reverse("policies:policy", args=[self.public_id])

    def clean(self):
        """Whom a document concerns stays as it was when somebody was first asked about it."""
        if not self.pk:
            return
        stored = PolicyTemplate.objects.get(pk=self.pk)
        is_changed = (stored.target, stored.is_mandatory) != (self.target, self.is_mandatory)
        if is_changed and self.versions.in_effect().exists():
            message = "시행된 버전이 있는 템플릿은 이름만 바꿀 수 있습니다. 다른 대상에는 새 템플릿을 등록해 주세요."
            raise ValidationError(message, code="in_effect")

    @property
    def key(self):
        """What names the document in addresses."""
        return self.slug or self.public_id

    @property
    def is_needed(self):
        """Whether a version of it has to be in force at every moment."""
        return bool(self.slug)


class VersionState(models.TextChoices):
    """Where a version is in its life; never stored, so it can never lag (spec C2)."""

    UPCOMING = "UPCOMING", "예정"
    SHOWN = "SHOWN", "게시"
    EXPIRED = "EXPIRED", "만료"
    STOPPED = "STOPPED", "중지"
    DELETED = "DELETED", "삭제"


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Versions by their dates of effect."""

    def announced(self):
        """What everybody may read: published ones, and those that were in force until staff stopped them."""
        return self.filter(Q(stopped_at=None) | Q(stopped_at__gte=F("effective_at")), deleted_at=None)

    def in_effect(self):
        """Versions whose date of effect has come, past ones among them, the newest first."""
        return self.announced().filter(effective_at__lte=timezone.now()).order_by("-effective_at", "-pk")

    def current(self):
        """The version in force of every template that has one."""
        later = PolicyVersion.objects.in_effect().filter(
            template=OuterRef("template"), effective_at__gt=OuterRef("effective_at")
        )
        begun = self.in_effect().filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), stopped_at=None)
        return begun.exclude(Exists(later)).order_by("template_id")

    def with_end(self):
        """With `end`: when each stops being in force, by its own date, by staff or by the version after it."""
        following = PolicyVersion.objects.announced().filter(
            template=OuterRef("template"), effective_at__gt=OuterRef("effective_at")
        )
        first = following.order_by("effective_at").values("effective_at")[:1]
        return self.annotate(end=Least("ends_at", "stopped_at", Subquery(first)))

    def in_state(self, state):
        """Those in one state; the same answer as `PolicyVersion.state` gives."""
        now = timezone.now()
        if state == VersionState.DELETED:
            return self.filter(deleted_at__isnull=False)
        kept = self.filter(deleted_at=None)
        if state == VersionState.STOPPED:
            return kept.filter(stopped_at__isnull=False)
        going = kept.filter(stopped_at=None)
        if state == VersionState.UPCOMING:
            return going.filter(effective_at__gt=now)
        begun = going.filter(effective_at__lte=now).with_end()
        if state == VersionState.EXPIRED:
            return begun.filter(end__lte=now)
        return begun.filter(Q(end=None) | Q(end__gt=now))

    def to_agree(self, *, is_politician):
        """What a new member has to agree to: the mandatory ones in force that concern this kind of member."""
        targets = PolicyTemplate.Target
        own = targets.POLITICIANS if is_politician else targets.NORMAL
        concerned = [targets.EVERYBODY, targets.MEMBERS, own]
        return self.current().filter(template__is_mandatory=True, template__target__in=concerned)

    def asked_anew(self, *, is_politician, agreed_upto):
        """What a member has to agree to who agreed to all that was asked until `agreed_upto` (None: to nothing).

        A change that needs no agreement asks for nothing; one that does asks for the text as it stands by now.
        """
        changes = PolicyVersion.objects.in_effect().filter(template=OuterRef("template"), is_mandatory=True)
        if agreed_upto:
            changes = changes.filter(effective_at__gt=agreed_upto)
        return self.to_agree(is_politician=is_politician).filter(Exists(changes))


def _who(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label, editable=False
    )


class PolicyVersion(models.Model):
    """The text of a policy from one date on; members agree to versions."""

    State = VersionState

    public_id = models.CharField("서비스정책 아이디", max_length=30, unique=True, editable=False)
    template = models.ForeignKey(
        PolicyTemplate, models.PROTECT, related_name="versions", verbose_name="서비스정책 템플릿명"
    )
    template_id: int
    summary = models.CharField("서비스정책명", max_length=200, help_text="무엇을 제정하거나 개정했는지 적습니다.")
    body = models.TextField("정책 내용", validators=[MaxLengthValidator(LONGEST_BODY)])
    effective_at = models.DateTimeField("게시 시작일", help_text="시행일입니다. 등록하면 바로 예고됩니다.")
    ends_at = models.DateTimeField(
        "게시 종료일", null=True, blank=True, help_text="비워 두면 다음 버전이 시행될 때까지입니다."
    )
    is_mandatory = models.BooleanField(
        "필수 동의",
        default=True,
        db_default=True,
        help_text="켜면 회원은 시행 뒤 처음 글을 쓰거나 반응하기 전에 이 버전에 동의해야 합니다.",
    )
    is_downloadable = models.BooleanField(
        "다운로드 가능", default=True, db_default=True, help_text="켜면 정책 화면에서 글 파일로 내려받을 수 있습니다."
    )
    shows_number = models.BooleanField(
        "버전 표시", default=True, db_default=True, help_text="켜면 정책 화면에 v2.0처럼 표시합니다."
    )
    tells_members = models.BooleanField(
        "변경 알림", default=True, db_default=True, help_text="켜면 시행 전에 적용 대상인 회원에게 메일을 보냅니다."
    )
    views = models.PositiveBigIntegerField("조회수", default=0, db_default=0, editable=False)
    downloads = models.PositiveIntegerField("다운로드", default=0, db_default=0, editable=False)
    created_by = _who("생성자")
    created_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    updated_at: models.DateTimeField = models.DateTimeField(
        "수정일", default=timezone.now, db_default=Now(), editable=False
    )
    approved_by = _who("승인자")
    approved_at = models.DateTimeField("승인일시", null=True, editable=False)
    # Before the date of effect: a draft (임시저장). After it: the end of what was in force.
    stopped_at = models.DateTimeField("중지일시", null=True, editable=False)
    deleted_at = models.DateTimeField("삭제일시", null=True, editable=False)

    objects: PolicyVersionQuerySet = manager(PolicyVersionQuerySet)
    # What `with_end` adds.
    end: datetime | None

    class Meta:
        verbose_name = verbose_name_plural = "서비스정책"
        ordering = ["-effective_at", "-pk"]
        constraints = [
            # The newest that took effect is in force, so that no two of a template can be at once.
            models.UniqueConstraint(
                fields=["template", "effective_at"],
                condition=Q(stopped_at=None, deleted_at=None),
                name="policyversion_one_a_moment",
                violation_error_message="같은 날 시행되는 버전이 이미 있습니다. 시행일을 다르게 정해 주세요.",
                violation_error_code="unique",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("effective_at")),
                name="policyversion_ends_after_start",
                violation_error_message=ENDS_FIRST,
                violation_error_code="dates",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(stopped_at__lt=F("effective_at")),
                name="policyversion_in_effect_is_not_deleted",
            ),
        ]

    def __str__(self):
        return f"{self.template} ({timezone.localtime(self.effective_at):%Y.%m.%d.})"

    def clean(self):
        """It ends after it begins, said at its field."""
        if self.ends_at and self.effective_at and self.ends_at <= self.effective_at:
            raise ValidationError({"ends_at": ValidationError(ENDS_FIRST, code="dates")})

    @property
    def is_ahead(self):
        """Whether the date of effect has not come."""
        return self.effective_at > timezone.now()

    @property
    def is_draft(self):
        """Whether it was never announced, or taken back before it took effect."""
        return self.stopped_at is not None and self.stopped_at < self.effective_at

    @property
    def is_open(self):
        """Whether it may still change: nobody can have agreed to it."""
        return self.deleted_at is None and (self.is_draft or self.is_ahead)

    @property
    def state(self):
        """The state now; asks rows of `with_end`."""
        now = timezone.now()
        if self.deleted_at:
            return VersionState.DELETED
        if self.stopped_at:
            return VersionState.STOPPED
        if self.effective_at > now:
            return VersionState.UPCOMING
        return VersionState.EXPIRED if self.end and self.end <= now else VersionState.SHOWN

    @property
    def number(self):
        """Which version of its document it is, as people read it."""
        return f"{int(self.public_id.rpartition('VN')[2])}.0"

    @property
    def articles(self):
        """The body as it is read: blocks between empty lines, each headed by its first line."""
        blocks = [block.partition("\n") for block in clean_lines(self.body).split("\n\n") if block]
        return [{"title": title, "text": text} for title, _, text in blocks]


class PolicyChange(models.Model):
    """What was done with a document or one of its versions, by whom, when and why; only ever added."""

    class Verb(models.TextChoices):
        CREATE = "CREATE", "등록"
        DRAFT = "DRAFT", "임시저장"
        PUBLISH = "PUBLISH", "게시"
        CHANGE = "CHANGE", "수정"
        STOP = "STOP", "중지"
        DELETE = "DELETE", "삭제"
        RESTORE = "RESTORE", "복원"

    template = models.ForeignKey(
        PolicyTemplate, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="템플릿"
    )
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="서비스정책"
    )
    verb = models.CharField("조치", max_length=10, choices=Verb)
    get_verb_display: Callable[[], str]
    reason = models.CharField("사유", max_length=500, blank=True)
    fields = models.CharField("바뀐 항목", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="처리자")
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "서비스정책 이력"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(template__isnull=False, version=None) | Q(template=None, version__isnull=False),
                name="policychange_one_target",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=["CREATE", "DRAFT", "PUBLISH", "CHANGE", "STOP", "DELETE", "RESTORE"]),
                name="policychange_verb",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["STOP", "DELETE", "RESTORE"]) | ~Q(reason=""),
                name="policychange_has_a_reason",
                violation_error_message=NO_REASON,
                violation_error_code="required",
            ),
        ]

    def __str__(self):
        return self.get_verb_display()


class ViewFlush(models.Model):
    """Which batch of views went into versions last; one row, by which one that is tried again is known."""

    batch = models.CharField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "서비스정책 조회 반영"

    def __str__(self):
        return self.batch
