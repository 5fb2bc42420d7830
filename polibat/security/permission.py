"""The question that every verb asks first."""

from django.core.exceptions import PermissionDenied

NOT_ALLOWED = "권한이 없습니다."


def require(member, permission: str, target: object = None, *, words: str = "") -> None:
    """Raise PermissionDenied unless `member` has `permission` (on `target`).

    It says `words`, else what about the member's state stands in the way (`Member.refusal`), else no more than that.
    """
    if not member.has_perm(permission, target):
        raise PermissionDenied(words or getattr(member, "refusal", "") or NOT_ALLOWED)
