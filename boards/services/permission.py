"""The question that every verb asks first."""

from django.core.exceptions import PermissionDenied

REASONS = {
    "SUSPENDED": "이용이 정지된 동안에는 할 수 없습니다.",
    "PENDING": "가입 승인을 기다리는 동안에는 할 수 없습니다.",
}


def require(member, permission, target=None):
    """Raise PermissionDenied, with words for the member, unless `member` has `permission` (on `target`)."""
    if not member.has_perm(permission, target):
        raise PermissionDenied(REASONS.get(getattr(member, "status", ""), "권한이 없습니다."))
