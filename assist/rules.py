"""Who sees and decides what the site makes of texts."""

import rules

from accounts.models import Viewer
from accounts.rules import is_admin, is_in_good_standing, is_moderator


@rules.predicate
def is_politicians_side(member: Viewer) -> bool:
    """A politician or an aide."""
    return member.is_authenticated and member.speaks_for_politician


rules.add_perm("assist.view_topics", is_in_good_standing & is_politicians_side)
rules.add_perm("assist.withdraw_summary", is_moderator)
rules.add_perm("assist.view_ai", is_moderator)
rules.add_perm("assist.release_briefing", is_admin)
