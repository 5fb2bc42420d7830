"""How a post or a poll stands for one member: what they pressed and chose, and the results they may see."""

from boards.models import Reaction
from polibat.cache.statements import PreparedQuery

_reaction = PreparedQuery(lambda member, post: Reaction.objects.filter(member=member, post=post).only("value"))


def reaction_of(member, post):
    """The member's reaction to `post`, or ""."""
    if not member.is_authenticated:
        return ""
    reaction = _reaction.first(member=member.pk, post=post.pk)
    return reaction.value if reaction else ""
