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
    action: str | None


class RulesPermission(permissions.BasePermission):
    """Asks the rules for `view.permissions[action]`: a permission, EVERYBODY or MEMBERS; every action needs an entry.

    Where the action is about one row, the permission is asked with that row; a visitor who would need one gets 401.
    """

    def has_permission(self, request: AskedRequest, view: RuledView):
        """Whether the member may do this at all."""
        needed = self._needed(request, view)
        if needed is None:  # EVERYBODY
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated
        return needed == MEMBERS or view.detail or request.user.has_perm(needed)

    def has_object_permission(self, request: AskedRequest, view: RuledView, obj: Model):
        """Whether the member may do this to `obj`."""
        needed = self._needed(request, view)
        return needed is None or needed == MEMBERS or request.user.has_perm(needed, obj)

    def _needed(self, request: AskedRequest, view: RuledView) -> str | None:
        if view.action == "metadata":  # OPTIONS, which tells the methods of the address and nothing else
            return EVERYBODY
        if view.action is None:  # no route leads here by this method, whatever the view may have under its name
            raise exceptions.MethodNotAllowed(request.method or "")
        return view.permissions[view.action]
