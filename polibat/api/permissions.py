"""Who may ask for what: each view names the permission of each of its actions, the rules answer."""

from rest_framework import exceptions, permissions

# For actions that everybody may ask for (`visible_to` decides what they see), and for those of any member.
EVERYBODY = None
MEMBERS = "members"


class RulesPermission(permissions.BasePermission):
    """Asks the rules for `view.permissions[action]`: a permission, EVERYBODY or MEMBERS; every action needs an entry.

    Where the action is about one row, the permission is asked with that row; a visitor who would need one gets 401.
    """

    def has_permission(self, request, view):
        """Whether the member may do this at all."""
        needed = self._needed(view)
        if needed is EVERYBODY:
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated
        return needed == MEMBERS or view.detail or request.user.has_perm(needed)

    def has_object_permission(self, request, view, obj):
        """Whether the member may do this to `obj`."""
        needed = self._needed(view)
        return needed is EVERYBODY or needed == MEMBERS or request.user.has_perm(needed, obj)

    def _needed(self, view):
        action = getattr(view, "action", None)
        if action in {None, "metadata"}:  # a method that the address does not have is answered by 405
            return EVERYBODY
        return view.permissions[action]
