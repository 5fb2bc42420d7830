"""Policies: a template (이용약관, 개인정보 처리방침 …) and its versions, each with a date of effect."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from polibat.text import clean_lines

LONGEST_BODY = 60_000


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
    slug = models.CharField("문서", max_length=20, choices=Slug, unique=True)
    target = models.CharField("대상", max_length=12, choices=Target, default=Target.MEMBERS)
    is_mandatory = models.BooleanField("필수 동의", default=True)
    version_serial = models.PositiveIntegerField("버전 번호", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "정책"
        ordering = ["public_id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(slug__in=["terms", "privacy"]), name="policytemplate_slug"),
            models.CheckConstraint(
                condition=models.Q(target__in=["ALL", "MEMBERS", "NORMAL", "POLITICIANS"]), name="policytemplate_target"
            ),
        ]

    def __str__(self):
        return self.get_slug_display()

    def get_absolute_url(self):
        """The page of the document."""
        return reverse(f"policies:{self.slug}")


class PolicyVersionQuerySet(models.QuerySet):
    """Versions by their dates of effect."""

    def in_effect(self):
        """Versions whose date of effect has come, the newest first."""
        return self.filter(effective_at__lte=timezone.now()).order_by("-effective_at", "-pk")

    def current(self):
        """The version in effect of every template."""
        return self.in_effect().order_by("template_id", "-effective_at", "-pk").distinct("template_id")

    def to_agree(self, *, is_politician):
        """What a new member has to agree to: the mandatory ones in effect that concern this kind of member."""
        targets = PolicyTemplate.Target
        own = targets.POLITICIANS if is_politician else targets.NORMAL
        concerned = [targets.EVERYBODY, targets.MEMBERS, own]
        return self.current().filter(template__is_mandatory=True, template__target__in=concerned)

    def asked_anew(self, *, is_politician, agreed_upto):
        """What a member has to agree to who agreed to all that was asked until `agreed_upto` (None: to nothing).

        A change that needs no agreement asks for nothing; one that does asks for the text as it stands by now.
        """
        changes = PolicyVersion.objects.in_effect().filter(template=models.OuterRef("template"), is_mandatory=True)
        if agreed_upto:
            changes = changes.filter(effective_at__gt=agreed_upto)
        return self.to_agree(is_politician=is_politician).filter(models.Exists(changes))


class PolicyVersion(models.Model):
    """The text of a policy from one date on; members agree to versions."""

    public_id = models.CharField("아이디", max_length=30, unique=True, editable=False)
    template = models.ForeignKey(PolicyTemplate, models.PROTECT, related_name="versions", verbose_name="정책")
    summary = models.CharField("제·개정 요약", max_length=200)
    body = models.TextField("본문", validators=[MaxLengthValidator(LONGEST_BODY)])
    effective_at = models.DateTimeField("시행일")
    is_mandatory = models.BooleanField(
        "동의 필요",
        default=True,
        db_default=True,
        help_text="켜면 회원은 시행 뒤 처음 글을 쓰거나 반응하기 전에 이 버전에 동의해야 합니다.",
    )
    created_at = models.DateTimeField("등록일", default=timezone.now, editable=False)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "정책 버전"
        ordering = ["-effective_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["template", "effective_at"], name="policyversion_one_a_moment")]

    @property
    def is_ahead(self):
        """Whether the date of effect has not come: announced, and still open to change."""
        return self.effective_at > timezone.now()

    @property
    def articles(self):
        """The body as it is read: blocks between empty lines, each headed by its first line."""
        blocks = [block.partition("\n") for block in clean_lines(self.body).split("\n\n") if block]
        return [{"title": title, "text": text} for title, _, text in blocks]

    def __str__(self):
        return f"{self.template} ({timezone.localtime(self.effective_at):%Y.%m.%d.})"
