"""The question that every verb asks first."""

from django.core.exceptions import PermissionDenied

NOT_ALLOWED = "권한이 없습니다."


def require(member, permission: str, target: object = None, *, otherwise: str = NOT_ALLOWED) -> None:
    """Raise PermissionDenied unless `member` has `permission` (on `target`).

    It says what about the member's state stands in the way (`Member.refusal`), else `otherwise`.
    """
    if not member.has_perm(permission, target):
        raise PermissionDenied(getattr(member, "refusal", "") or otherwise)
