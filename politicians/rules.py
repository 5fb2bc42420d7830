"""Who may change what politicians show, and who decides applications (overview §2)."""

import rules

from accounts.rules import is_admin, is_moderator

rules.add_perm("politicians.view_application", is_moderator)
rules.add_perm("politicians.decide_application", is_admin)
rules.add_perm("politicians.change_politician", is_admin)
