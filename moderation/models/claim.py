"""Who looks into a case right now, so that two moderators do not decide the same one."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import Comment, Post
from moderation.models.target import ONE_TARGET, AboutText, AboutTextQuerySet
from polibat.managers import manager


class ClaimQuerySet(AboutTextQuerySet["Claim"]):
    """Claims by text and time."""

    def live(self):
        """Those that are not over."""
        return self.filter(expires_at__gt=timezone.now())

    def open_to(self, member):
        """Those that `member` may take: the member's own, and those that are over."""
        return self.filter(Q(by=member) | Q(expires_at__lte=timezone.now()))


def live_claim_of(target):
    """The claim that keeps others away from the case of a text right now; None without one."""
    claim = getattr(target, "claim", None)
    return claim if claim and claim.is_live else None


class Claim(AboutText, models.Model):
    """A member of staff takes the case of a text for a while; there is one row a text, whoever comes at once."""

    LASTS = timedelta(minutes=15)

    post = models.OneToOneField(
        Post, models.CASCADE, null=True, blank=True, related_name="claim", verbose_name="게시글"
    )
    comment = models.OneToOneField(
        Comment, models.CASCADE, null=True, blank=True, related_name="claim", verbose_name="댓글"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims", verbose_name="담당자")
    expires_at = models.DateTimeField("담당 종료")

    objects: ClaimQuerySet = manager(ClaimQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "담당"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=ONE_TARGET, name="claim_one_target")]

    def __str__(self):
        return f"{self.by.nickname} ({timezone.localtime(self.expires_at):%H:%M}까지)"

    @property
    def is_live(self):
        """Whether it still keeps others away."""
        return self.expires_at > timezone.now()
