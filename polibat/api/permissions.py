"""Who may ask for what: each view names the permission of each of its actions, the rules answer."""

from typing import Protocol

from django.db.models import Model
from rest_framework import exceptions, permissions
from rest_framework.request import Request

from polibat.api.api_error import ApiError
from polibat.security.danger import is_dangerous
from polibat.security.permission import Asker

# For actions that everybody may ask for (`visible_to` decides what they see), and for those of any member.
EVERYBODY = None
MEMBERS = "members"


class AskedRequest(Request):
    """A request of the API, of a member or a visitor."""

    user: Asker
    # What the authentication knows: whether the member proved a moment ago who they are.
    auth: dict[str, object]


class RuledView(Protocol):
    """A view that names its permissions."""

    permissions: dict[str, str | None]
    detail: bool
    # None, whatever its type says, where no route names the method.
    action: str

    def is_dangerous(self, request: Request) -> bool:
        """Whether what is asked needs a fresh proof of who asks."""
        ...


class RefusedUnproven(ApiError):
    """Who does this has to prove anew who they are."""

    def __init__(self) -> None:
        message = "본인 확인이 필요합니다. 비밀번호나 인증 코드를 보내 주세요."
        super().__init__("REAUTHENTICATION_REQUIRED", message, status=403)


def asks_for_proof(view: RuledView, method: str) -> bool:
    """Whether `view` does something dangerous by `method` (spec K17); looking never is."""
    return method not in permissions.SAFE_METHODS and is_dangerous(view.permissions.get(view.action))


class RulesPermission(permissions.BasePermission):
    """Asks the rules for `view.permissions[action]`: a permission, EVERYBODY or MEMBERS; every action needs an entry.

    Where the action is about one row, the permission is asked with that row; a visitor who would need one gets 401.
    Whoever may, but proved long ago who they are, gets 403 for what is dangerous.
    """

    def has_permission(self, request: AskedRequest, view: RuledView):
        """Whether the member may do this at all."""
        needed = self._needed(request, view)
        if needed is None:  # EVERYBODY
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated
        if needed == MEMBERS or view.detail:
            return True
        return request.user.has_perm(needed) and self._is_proven(request, view)

    def has_object_permission(self, request: AskedRequest, view: RuledView, obj: Model):
        """Whether the member may do this to `obj`."""
        needed = self._needed(request, view)
        if needed is None or needed == MEMBERS:
            return True
        return request.user.has_perm(needed, obj) and self._is_proven(request, view)

    def _is_proven(self, request: AskedRequest, view: RuledView) -> bool:
        if view.is_dangerous(request) and not request.auth["is_proven"]:
            raise RefusedUnproven
        return True

    def _needed(self, request: AskedRequest, view: RuledView) -> str | None:
        if view.action == "metadata":  # OPTIONS, which tells the methods of the address and nothing else
            return EVERYBODY
        if not view.action:  # no route leads here by this method, whatever the view may have under its name
            raise exceptions.MethodNotAllowed(request.method or "")
        return view.permissions[view.action]
