"""What suggestions hold about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator

from accounts.events import Part
from accounts.models import Member
from suggestions.models import Suggestion

SUGGESTION = ("post__public_id", "category", "state", "reply", "replied_at")


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows."""
    suggestions = Suggestion.objects.filter(post__author=member).values(*SUGGESTION).order_by("pk")
    yield "suggestions", "불편/제안과 답변", suggestions.iterator()
