"""What polls hold about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator

from accounts.events import Part
from accounts.models import Member
from polls.models import BallotChoice


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows."""
    choices = BallotChoice.objects.filter(ballot__member=member).order_by("pk")
    yield "ballots", "투표 참여", choices.values("poll__post__public_id", "option__name", "ballot__cast_at").iterator()
