"""Permissions of banners and popups (spec D3)."""

import rules

from accounts.rules import is_admin, is_moderator

for model in ("banner", "popup"):
    rules.add_perm(f"displays.view_{model}", is_moderator)
    rules.add_perm(f"displays.add_{model}", is_admin)
    # Also: stop, resume, delete, restore, move.
    rules.add_perm(f"displays.change_{model}", is_admin)
rules.add_perm("displays.view_displaychange", is_moderator)
