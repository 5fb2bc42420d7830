"""Signing in by e-mail address, through the blind index."""

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import Member
from polibat.cache.statements import PreparedQuery

_members = PreparedQuery(lambda pk: Member.objects.filter(pk=pk))


def member_of_credentials(address: str, password: str) -> Member | None:
    """The member of this address and password, whatever the standing, or None.

    Takes as long for an unknown address as for a known one.
    """
    member = Member.objects.with_email(address).first()
    if member is None:
        Member().set_password(password)
        return None
    return member if member.check_password(password) else None


class EmailBackend(ModelBackend):
    """Members by address; only those who may be signed in count, asked anew on every request."""

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, or None when they may not be signed in any more."""
        member = _members.first(pk=user_id)
        return member if member is not None and self.user_can_authenticate(member) else None

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: str
    ) -> Member | None:
        """The member whose address is `username`, or None."""
        if not username or password is None:
            return None
        member = member_of_credentials(username, password)
        return member if member is not None and self.user_can_authenticate(member) else None
