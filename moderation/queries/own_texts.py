"""Texts of one's own that staff, or the automatic rule, decided about."""

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Decision


def decided_text(public_id: str, member: Member) -> Post | Comment | None:
    """The member's own text of this id that somebody decided about."""
    model = Comment if "-" in public_id else Post
    related = ["author", "post"] if model is Comment else ["author"]
    found = model.objects.filter(author=member, public_id=public_id, removed_by_author=False)
    target = found.select_related(*related).first()
    if target is None or not Decision.objects.visible_to(member).about(target).exists():
        return None
    return target
