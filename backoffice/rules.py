"""Permissions of the dashboard and of exports (spec M5, L45)."""

import rules

from accounts.models import Viewer
from accounts.rules import is_moderator
from backoffice.models import StaffExport


@rules.predicate
def is_own(member: Viewer, export: StaffExport | None) -> bool:
    """The file was asked for by the member."""
    return export is None or export.by_id == member.pk


rules.add_perm("backoffice.view_dashboard", is_moderator)


# Whoever may look at a list may take it away.
rules.add_perm("backoffice.add_staffexport", is_moderator)
rules.add_perm("backoffice.view_staffexport", is_moderator)
rules.add_perm("backoffice.fetch_staffexport", is_moderator & is_own)
