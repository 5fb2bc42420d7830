"""Who may look at figures (overview §2)."""

import rules

from accounts.rules import is_moderator

rules.add_perm("insights.view_dashboard", is_moderator)
