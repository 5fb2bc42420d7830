"""When the one who sits at a session last proved who they are, and the proof that dangerous acts ask for anew."""

from django.conf import settings
from django.utils import timezone

from accounts.queries.requests import MemberRequest
from accounts.services import two_factor
from accounts.services.password import confirm_password
from polibat.web.client import ip_of

SINCE, PROVED, SECOND = "signed_in_at", "proved_at", "two_factor_at"


def _now() -> int:
    return int(timezone.now().timestamp())


def mark_log_in(request: MemberRequest, *, with_code: bool) -> None:
    """Note in a new session when it began, and whether a code of the second factor was given."""
    request.session[SINCE] = request.session[PROVED] = _now()
    if with_code:
        request.session[SECOND] = _now()


class Reauthentication:
    """What a session knows about who sits at it."""

    def __init__(self, request: MemberRequest) -> None:
        self.request = request

    @property
    def is_over(self) -> bool:
        """Whether the log-in of staff has lasted its time, whatever they did meanwhile."""
        # A session that has no mark, made by other means than the log-in page, begins with its first request.
        since = self.request.session.setdefault(SINCE, _now())
        return _now() - since >= settings.STAFF_SESSION_SECONDS

    @property
    def has_code(self) -> bool:
        """Whether a code of the second factor was given in this session."""
        return SECOND in self.request.session

    @property
    def is_fresh(self) -> bool:
        """Whether the last proof is young enough for a dangerous act."""
        proved = self.request.session.get(PROVED, self.request.session.setdefault(SINCE, _now()))
        return _now() - proved < settings.STAFF_REAUTHENTICATION_SECONDS

    @property
    def asks_for_code(self) -> bool:
        """Whether the proof is a code of the second factor, not the password."""
        return two_factor.is_enrolled(self.request.user)

    def renew(self, given: str) -> None:
        """Accept a password, or a code when enrolled; raises ValidationError (`proof`, `code`) or Throttled."""
        member = self.request.user
        if self.asks_for_code:
            two_factor.verify(member, code=given, ip=ip_of(self.request))
        else:
            confirm_password(member, given, field="proof", message="비밀번호가 올바르지 않습니다.")
        self.request.session[PROVED] = _now()
