"""For whom somebody speaks who writes."""

from django.core.exceptions import PermissionDenied

from accounts.models import Member
from politicians.models import Politician


def speaker_of(member: Member) -> Politician | None:
    """Return the politician for whom `member` speaks; None for citizens and staff.

    Raises PermissionDenied for a 정치인 or 보좌진 whose claim is over: their badge would stand for nobody.
    """
    if not member.speaks_for_politician:
        return None
    politician = Politician.objects.represented_by(member)
    if politician is None:
        raise PermissionDenied("지금은 대표하는 정치인이 없어 글을 쓸 수 없습니다. 문의: hello@polibat.com")
    return politician
