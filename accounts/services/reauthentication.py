"""When the one who sits at a log-in last proved who they are, and the proof that dangerous acts ask for anew.

Pages keep both moments in the session, the API keeps them beside the family of its tokens; the rules are the same.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import ApiSession, Member
from accounts.queries.requests import MemberRequest
from accounts.services import two_factor
from accounts.services.login import check_second_factor
from accounts.services.password import confirm_password
from polibat.db.deeds import log_deed
from polibat.web.client import ip_of

logger = logging.getLogger(__name__)

SINCE, PROVED, SECOND = "signed_in_at", "proved_at", "two_factor_at"


def staff_log_in_ends(began_at: datetime) -> datetime:
    """When a log-in of staff is over that began at `began_at`, whatever they do meanwhile."""
    return began_at + timedelta(seconds=settings.STAFF_SESSION_SECONDS)


def is_fresh_proof(proved_at: datetime) -> bool:
    """Whether a proof of this moment is young enough for a dangerous act."""
    return timezone.now() - proved_at < timedelta(seconds=settings.STAFF_REAUTHENTICATION_SECONDS)


def asks_for_code(member: Member) -> bool:
    """Whether the proof is a code of the second factor, not the password."""
    return two_factor.is_enrolled(member)


def prove(member: Member, given: str, *, ip: str) -> None:
    """Accept a password, or a code when enrolled; raises ValidationError (`proof`, `code`) or Throttled."""
    if asks_for_code(member):
        check_second_factor(member, code=given, ip=ip)
    else:
        confirm_password(member, given, field="proof", message="비밀번호가 올바르지 않습니다.")
    log_deed(logger, "member proved themselves", extra={"member": member.public_id})


def prove_api_session(member: Member, given: str, *, family: object, ip: str) -> None:
    """Accept a proof of who speaks through the tokens of `family`; raises what `prove` raises."""
    prove(member, given, ip=ip)
    ApiSession.objects.filter(family=family, member=member).update(proved_at=timezone.now())


def _now() -> int:
    return int(timezone.now().timestamp())


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, tz=timezone.get_default_timezone())


def mark_log_in(request: MemberRequest, *, with_code: bool) -> None:
    """Note in a new session when it began, and whether a code of the second factor was given."""
    request.session[SINCE] = request.session[PROVED] = _now()
    if with_code:
        request.session[SECOND] = _now()


class Reauthentication:
    """What a session of the pages knows about who sits at it."""

    def __init__(self, request: MemberRequest) -> None:
        self.request = request

    @property
    def is_over(self) -> bool:
        """Whether the log-in of staff has lasted its time, whatever they did meanwhile."""
        # A session that has no mark, made by other means than the log-in page, begins with its first request.
        since = self.request.session.setdefault(SINCE, _now())
        return timezone.now() >= staff_log_in_ends(_moment(since))

    @property
    def has_code(self) -> bool:
        """Whether a code of the second factor was given in this session."""
        return SECOND in self.request.session

    @property
    def is_fresh(self) -> bool:
        """Whether the last proof is young enough for a dangerous act."""
        proved = self.request.session.get(PROVED, self.request.session.setdefault(SINCE, _now()))
        return is_fresh_proof(_moment(proved))

    @property
    def asks_for_code(self) -> bool:
        """Whether the proof is a code of the second factor, not the password."""
        return asks_for_code(self.request.user)

    def renew(self, given: str) -> None:
        """Accept a password, or a code when enrolled; raises ValidationError (`proof`, `code`) or Throttled."""
        prove(self.request.user, given, ip=ip_of(self.request))
        self.request.session[PROVED] = _now()
