"""Permissions to report, object and decide (spec R2, R8, R18, R19)."""

import rules

from accounts.models import Member, Viewer
from accounts.rules import is_admin, is_approved, is_in_good_standing, is_moderator, is_self
from boards.models import Board, Comment, Post
from boards.rules import is_author, is_listed
from moderation.models import Decision, Objection, RightChange
from polibat.cache.statements import PreparedQuery
from polibat.security.danger import needs_proof

# Asked on every page of a text that a member reads.
_last_change = PreparedQuery(
    lambda member: RightChange.objects.filter(member=member).only("is_taken").order_by("-number")[:1]
)


@rules.predicate
def has_right_to_report(member: Member) -> bool:
    """The last change of the member's right to report did not take it away."""
    last = next(iter(_last_change(member=member.pk)), None)
    return last is None or not last.is_taken


@rules.predicate
def is_objector(member: Viewer, objection: Objection | None) -> bool:
    """The member objects."""
    return objection is not None and objection.member_id == member.pk


@rules.predicate
def took_it_down(member: Viewer, objection: Objection | None) -> bool:
    """The member took the decision in question, or confirmed it by a later one about the same text."""
    if objection is None:
        return False
    decision = objection.decision
    later = decision.target.decisions.taking_down().filter(pk__gt=decision.pk, by=member)
    return decision.by_id == member.pk or later.exists()


@rules.predicate
def is_about_own_text(member: Viewer, decision: Decision | None) -> bool:
    """The decision is about a text that the member wrote and did not take back."""
    return decision is not None and decision.target.author_id == member.pk and not decision.target.removed_by_author


@rules.predicate
def is_own_speech(member: Viewer, target: Post | Comment | None) -> bool:
    """The member said it themselves; polls and notices are the site's, whoever published them."""
    is_publication = isinstance(target, Post) and target.board in {Board.POLL, Board.NOTICE}
    return target is not None and target.author_id == member.pk and not is_publication


# Asked with the post or comment in question.
rules.add_perm("moderation.add_report", is_in_good_standing & is_listed & ~is_author & has_right_to_report)
rules.add_perm("moderation.view_report", is_moderator)
rules.add_perm("moderation.hide_text", is_moderator & ~is_own_speech)
rules.add_perm("moderation.republish_text", is_moderator & ~is_author)
rules.add_perm("moderation.delete_text", is_admin & ~is_own_speech)
rules.add_perm("moderation.claim_text", is_moderator & ~is_author)
rules.add_perm("moderation.take_over_claim", is_admin & ~is_author)
# Several texts at once: what may be done to each is asked of each.
rules.add_perm("moderation.decide_many", is_moderator)
needs_proof("moderation.decide_many")
# Asked with the decision.
rules.add_perm("moderation.add_objection", is_approved & is_about_own_text)
# Asked with the objection.
rules.add_perm("moderation.view_objection", is_moderator)
rules.add_perm("moderation.decide_objection", is_moderator & ~is_objector & ~took_it_down)
# The right to report, asked with the member: staff report too, and nobody gives themselves anything.
rules.add_perm("moderation.view_rightchange", is_moderator)
rules.add_perm("moderation.restore_right", is_moderator & ~is_self)
rules.add_perm("moderation.view_abuseflag", is_moderator)
rules.add_perm("moderation.settle_flag", is_moderator)
rules.add_perm("moderation.view_reviewflag", is_moderator)
rules.add_perm("moderation.view_watchword", is_moderator)
rules.add_perm("moderation.change_watchword", is_moderator)
