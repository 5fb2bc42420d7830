"""Permissions of pictures."""

import rules

from accounts.rules import is_in_good_standing, is_moderator

rules.add_perm("pictures.add_image", is_in_good_standing)
rules.add_perm("pictures.view_image", is_moderator)
