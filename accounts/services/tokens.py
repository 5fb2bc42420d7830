"""Tokens of the API: a quarter of an hour for asking, and one that gets the next pair, once."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt import tokens
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError

from accounts.models import ApiSession, Member
from accounts.models.api_session import ApiSessionQuerySet
from accounts.services.reauthentication import staff_log_in_ends
from polibat.db.deeds import log_deed
from polibat.security.limits import spend

logger = logging.getLogger(__name__)

# Two tabs of one browser may refresh at once: the loser is refused, and nothing else happens to it.
AT_ONCE = timedelta(seconds=10)
# How often one member may refresh: a client needs one in a quarter of an hour on each device.
REFRESHES, WINDOW = 100, 15 * 60


# Clocks of machines differ: a token says that it was made a moment ago, so that one which is behind takes it at once.
CLOCKS_DIFFER = timedelta(seconds=30)

# What `_OfALogIn` stands before.
_Token = tokens.Token if TYPE_CHECKING else object


class _OfALogIn(_Token):
    """A token that names the log-in it belongs to; `own_claims` says whose it is, and which one of which log-in."""

    own_claims: dict[str, Any]

    @classmethod
    def read(cls, words: str) -> Self:
        """The token that says `words`; raises TokenError."""
        # simplejwt says that it wants a Token.
        return cls(words)  # pyright: ignore[reportArgumentType]

    def set_iat(self, claim: str = "iat", at_time: datetime | None = None) -> None:
        """Say when it was made, a moment before it was."""
        super().set_iat(claim, (at_time or timezone.now()) - CLOCKS_DIFFER)

    def verify(self) -> None:
        """Refuse also what names no log-in; raises TokenError."""
        super().verify()
        try:
            self.own_claims = {
                "sub": str(self["sub"]),
                "family": uuid.UUID(self["family"]),
                "jti": uuid.UUID(self["jti"]),
                "epoch": int(self["epoch"]),
            }
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise TokenError("claims") from error


class AccessToken(_OfALogIn, tokens.AccessToken):
    """What asks, for a quarter of an hour (SIMPLE_JWT)."""


class RefreshToken(_OfALogIn, tokens.RefreshToken):
    """What gets the next pair, once; for as long as its log-in lasts (SIMPLE_JWT)."""

    access_token_class = AccessToken

    @classmethod
    def of(cls, session: ApiSession) -> "RefreshToken":
        """The token that is the current one of a log-in."""
        token = cls.for_user(session.member)
        assert isinstance(token, cls)
        token.set_exp(from_time=session.expires_at, lifetime=timedelta(0))
        token["family"], token["epoch"], token["jti"] = str(session.family), session.epoch, str(session.current)
        return token


@dataclass(frozen=True)
class Pair:
    """What a log-in or a refresh hands out; nothing in it but public ids."""

    session: ApiSession
    access: str
    refresh: str


def open_api_session(member: Member, *, device: str = "") -> Pair:
    """Sign `member` in on one device, who just proved who they are; the pair of its first tokens."""
    now = timezone.now()
    session = ApiSession(member=member, epoch=member.session_epoch, device=device, created_at=now, proved_at=now)
    session.expires_at = _end_of(session)
    session.save(force_insert=True)
    member.last_login = now
    member.save(update_fields=["last_login"])
    log_deed(logger, "api session opened", extra={"member": member.public_id})
    return _pair(session)


def _end_of(session: ApiSession) -> datetime:
    """How long a log-in lasts from now on: a week anew with each refresh, of staff as long as on the pages."""
    if session.member.kind == Member.Kind.STAFF:
        return staff_log_in_ends(session.created_at)
    return timezone.now() + ApiSession.LIFETIME


def rotate(refresh: str) -> Pair:
    """Change a refresh token for a new pair, once.

    The lock of the log-in decides who was first. The token before, again within 10 seconds, is another tab:
    refused, and the log-in goes on. Any other old one ends the log-in, because somebody has a copy. A log-in whose
    member changed password or status meanwhile is over. Raises ValidationError, or Throttled, which changes nothing.
    """
    claims = _claims_of_refresh(refresh)
    family, used, now = claims["family"], claims["jti"], timezone.now()
    sessions = ApiSession.objects.filter(family=family)
    fresh = uuid.uuid4()
    with transaction.atomic():
        # Locked first: an UPDATE that looks at the member too would look at a row as it was before the others.
        live = sessions.live().select_related("member").select_for_update(of=("self",)).first()
        won = live is not None and live.current == used and live.epoch == live.member.session_epoch
        if live is not None and won:
            spend("refresh", live.member_id, times=REFRESHES, per=WINDOW)
            sessions.update(current=fresh, previous=used, used_at=now, expires_at=_end_of(live))
    session = sessions.select_related("member").first()
    if session is None:
        raise _invalid()
    if won and session.member.is_active:
        return _pair(session)
    _end_if_over(sessions, session, used)
    raise _invalid()


def _end_if_over(sessions: ApiSessionQuerySet, session: ApiSession, used: uuid.UUID) -> None:
    """End a log-in whose old token came back, or whose member is not who began it any more."""
    is_second_tab = session.previous == used and timezone.now() - session.used_at < AT_ONCE
    if session.epoch != session.member.session_epoch or not session.member.is_active:
        sessions.end(ApiSession.End.STANDING)
    elif session.current != used and not is_second_tab and sessions.end(ApiSession.End.REUSED):
        logger.warning("refresh token reused", extra={"member": session.member.public_id})


def close_api_session(family: uuid.UUID) -> None:
    """Sign out the log-in of a family of tokens; doing it again changes nothing."""
    ApiSession.objects.filter(family=family).end(ApiSession.End.LOGGED_OUT)


def family_of_refresh(refresh: str) -> uuid.UUID | None:
    """The family that a refresh token of ours belongs to, also one that ran out; None for anything else."""
    try:
        return _claims_of_refresh(refresh)["family"]
    except ValidationError:
        return None


def read_access(token: str) -> dict[str, Any]:
    """The claims of an access token; raises TokenError (ExpiredTokenError when its time is up)."""
    return AccessToken.read(token).own_claims


def _claims_of_refresh(refresh: str) -> dict[str, Any]:
    try:
        return RefreshToken.read(refresh).own_claims
    except ExpiredTokenError:
        message = "Refresh Token이 만료되었습니다. 다시 로그인해주세요."
        raise ValidationError(message, code="refresh_expired") from None
    except TokenError:
        raise _invalid() from None


def _invalid() -> ValidationError:
    return ValidationError("유효하지 않은 Refresh Token입니다. 다시 로그인해주세요.", code="refresh_invalid")


def _pair(session: ApiSession) -> Pair:
    refresh = RefreshToken.of(session)
    return Pair(session, access=str(refresh.access_token), refresh=str(refresh))
