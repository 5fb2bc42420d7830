"""The record of what staff look at about members."""

from collections.abc import Sequence

from accounts.models import StaffRead
from accounts.queries.requests import MemberRequest
from polibat.web.client import device_of, ip_of


def note_staff_read(request: MemberRequest, what: str, people: Sequence[str]) -> None:
    """Store that whoever asks was shown these members (their public ids); nothing where nobody was shown."""
    if people:
        StaffRead.objects.create(
            by=request.user,
            what=what,
            members=sorted(set(people)),
            ip=ip_of(request) or None,
            device=device_of(request),
        )
