"""The questions that every verb asks first."""

from django.core.exceptions import PermissionDenied

from accounts.services.agreement import AGREE_FIRST
from politicians.models import Politician

REASONS = {
    "SUSPENDED": "이용이 정지된 동안에는 할 수 없습니다.",
    "PENDING": "가입 승인을 기다리는 동안에는 할 수 없습니다.",
}


def require(member, permission, target=None):
    """Raise PermissionDenied, with words for the member, unless `member` has `permission` (on `target`)."""
    if not member.has_perm(permission, target):
        otherwise = "권한이 없습니다." if getattr(member, "has_agreed", True) else AGREE_FIRST
        raise PermissionDenied(REASONS.get(getattr(member, "status", ""), otherwise))


def speaker_of(member):
    """The politician for whom `member` speaks; None for citizens and staff.

    Raises PermissionDenied for a 정치인 or 보좌진 whose claim is over: their badge would stand for nobody.
    """
    if not member.speaks_for_politician:
        return None
    politician = Politician.objects.represented_by(member)
    if politician is None:
        raise PermissionDenied("지금은 대표하는 정치인이 없어 글을 쓸 수 없습니다. 문의: hello@polibat.com")
    return politician
