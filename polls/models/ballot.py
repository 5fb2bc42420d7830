"""Ballots: one a member and poll, and the ones that wait to be counted."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from polibat.managers import manager
from polls.models.poll import Poll, PollOption

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class BallotQuerySet(models.QuerySet["Ballot"]):
    """The doors to ballots. How somebody voted is for themselves; staff see it in the back office."""

    def of(self, member):
        """The ballots of `member` in polls that they still may see, newest first."""
        return self.filter(member=member, poll__in=Poll.objects.visible_to(member)).order_by("-pk")

    def for_list(self):
        """With the polls and the chosen options, in three queries."""
        return self.select_related("poll__post__counts").prefetch_related(
            models.Prefetch("options", PollOption.objects.order_by("order")),
            models.Prefetch("poll__options", PollOption.objects.order_by("order")),
        )


class Ballot(models.Model):
    """One member's vote in one poll; never changed, kept when the member leaves."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots", verbose_name="투표", db_index=False)
    poll_id: int
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ballots", verbose_name="투표한 회원", db_index=False
    )
    member_id: int
    options = models.ManyToManyField(
        PollOption, through="BallotChoice", related_name="ballots", verbose_name="투표 결과"
    )
    # Names one filling-in of the form: sending it twice is answered twice the same.
    submission = models.UUIDField(null=True, editable=False)
    cast_at = models.DateTimeField("투표일시", default=timezone.now, editable=False)

    objects: BallotQuerySet = manager(BallotQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "투표 이력"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["member", "-id"], name="ballot_member"),
            models.Index(fields=["-cast_at", "-id"], name="ballot_moment"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "member"],
                name="ballot_once_a_poll",
                violation_error_message="이미 참여한 투표입니다.",
                violation_error_code="voted",
            ),
        ]

    choices: "RelatedManager[BallotChoice]"

    def __str__(self):
        return f"{self.poll_id}: {self.member_id}"

    @cached_property
    def chosen(self):
        """The keys of the chosen options."""
        return frozenset(self.choices.values_list("option", flat=True))


class BallotChoice(models.Model):
    """One option on one ballot.

    Two foreign keys of the migration, (ballot, poll) and (option, poll), see to it that both are of the same poll.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="choices", db_index=False, db_constraint=False)
    ballot_id: int
    option = models.ForeignKey(PollOption, models.PROTECT, related_name="choices", db_constraint=False)
    option_id: int
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = verbose_name_plural = "투표 결과"
        constraints = [models.UniqueConstraint(fields=["ballot", "option"], name="ballotchoice_once")]

    def __str__(self):
        return f"{self.ballot_id}: {self.option_id}"
