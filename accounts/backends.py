"""Signing in by e-mail address, through the blind index."""

from django.contrib.auth.backends import ModelBackend

from accounts.models import Member


class EmailBackend(ModelBackend):
    """Finds the member by address; only members who may be signed in count, on every request anew."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        """The member of this address and password, or None; takes as long for an unknown address as for a known one."""
        address = email or username
        if not address or password is None:
            return None
        member = Member.objects.with_email(address).first()
        if member is None:
            Member().set_password(password)
            return None
        return member if member.check_password(password) and self.user_can_authenticate(member) else None
