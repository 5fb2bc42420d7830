"""Who may report and decide (overview §2, §3)."""

import rules

from accounts.rules import is_admin, is_in_good_standing, is_moderator
from boards.rules import is_author, is_listed

# Asked with the post or comment in question.
rules.add_perm("moderation.add_report", is_in_good_standing & is_listed & ~is_author)
rules.add_perm("moderation.view_report", is_moderator)
rules.add_perm("moderation.hide_text", is_moderator & ~is_author)
rules.add_perm("moderation.republish_text", is_moderator & ~is_author)
rules.add_perm("moderation.delete_text", is_admin & ~is_author)
