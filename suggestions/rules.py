"""Who may publish notices, and make and answer suggestions."""

import rules

from accounts.models import Viewer
from accounts.rules import is_admin, is_approved, is_in_good_standing, is_moderator
from suggestions.models import Suggestion


@rules.predicate
def is_own_and_untouched(member: Viewer, suggestion: Suggestion | None) -> bool:
    """The member's own suggestion, into which nobody has looked (접수대기), and which can be read."""
    return suggestion is not None and suggestion.post.author_id == member.pk and suggestion.is_untouched


# Notices are for the staff who publish; suggestions for every member, their answers for all staff.


rules.add_perm("suggestions.view_notice", is_moderator)
rules.add_perm("suggestions.add_notice", is_admin)
rules.add_perm("suggestions.change_notice", is_admin)
rules.add_perm("suggestions.add_suggestion", is_in_good_standing)
rules.add_perm("suggestions.change_suggestion", is_in_good_standing & is_own_and_untouched)
rules.add_perm("suggestions.delete_suggestion", is_approved & is_own_and_untouched)
rules.add_perm("suggestions.view_suggestion", is_moderator)
rules.add_perm("suggestions.answer_suggestion", is_moderator)
