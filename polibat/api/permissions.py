"""Who may ask for what: each view names the permission of each of its actions, the rules answer."""

from typing import Protocol

from django.db.models import Model
from rest_framework import exceptions, permissions
from rest_framework.request import Request

from polibat.security.permission import Asker

# For actions that everybody may ask for (`visible_to` decides what they see), and for those of any member.
EVERYBODY = None
MEMBERS = "members"


class AskedRequest(Request):
    """A request of the API, of a member or a visitor."""

    user: Asker


class RuledView(Protocol):
    """A view that names its permissions."""

    permissions: dict[str, str | None]
    detail: bool


class RulesPermission(permissions.BasePermission):
    """Asks the rules for `view.permissions[action]`: a permission, EVERYBODY or MEMBERS; every action needs an entry.

    Where the action is about one row, the permission is asked with that row; a visitor who would need one gets 401.
    """

    def has_permission(self, request: AskedRequest, view: RuledView):
        """Whether the member may do this at all."""
        needed = self._needed(view)
        if needed is None:  # EVERYBODY
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated
        return needed == MEMBERS or view.detail or request.user.has_perm(needed)

    def has_object_permission(self, request: AskedRequest, view: RuledView, obj: Model):
        """Whether the member may do this to `obj`."""
        needed = self._needed(view)
        return needed is None or needed == MEMBERS or request.user.has_perm(needed, obj)

    def _needed(self, view: RuledView) -> str | None:
        action = getattr(view, "action", None)
        if action is None or action == "metadata":  # a method that the address does not have is answered by 405
            return EVERYBODY
        return view.permissions[action]
