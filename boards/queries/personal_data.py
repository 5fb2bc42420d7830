"""What the boards hold about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accounts.events import Part
from accounts.models import Member
from boards.models import Comment, Draft, MemberCounts, Post, Reaction

POST = (
    *("public_id", "board", "status", "removed_by_author", "is_private", "title", "body", "politician__public_id"),
    *("published_at", "edited_at", "counts__views", "counts__likes", "counts__dislikes", "counts__comments"),
)
COMMENT = (
    *("public_id", "post__public_id", "parent__public_id", "status", "removed_by_author", "text", "is_answer"),
    *("likes", "dislikes", "created_at", "edited_at"),
)
COUNTS = ("posts", "comments", "likes", "dislikes", "ballots")


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows. What others wrote is named by its id alone."""
    yield "posts", "작성한 글", _texts(Post.objects.filter(author=member).values(*POST), "title", "body")
    yield "comments", "작성한 댓글", _texts(Comment.objects.filter(author=member).values(*COMMENT), "text")
    drafts = Draft.objects.filter(member=member).values("board", "politician__public_id", "title", "body", "saved_at")
    yield "drafts", "임시 글", drafts.order_by("pk").iterator()
    reactions = Reaction.objects.filter(member=member).order_by("pk")
    rows = reactions.values("value", "post__public_id", "comment__public_id", "created_at")
    yield "reactions", "좋아요와 싫어요", rows.iterator()
    counts = MemberCounts.objects.of(member)
    yield "activity", "활동 합계", [{name: getattr(counts, name) for name in COUNTS}]


def _texts(
    rows: QuerySet[Post, dict[str, Any]] | QuerySet[Comment, dict[str, Any]], *words: str
) -> Iterator[dict[str, Any]]:
    """Own texts; of one that staff deleted only that it was there: it may hold what is about somebody else."""
    for row in rows.order_by("pk").iterator():
        if row["status"] == Post.Status.DELETED and not row["removed_by_author"]:
            yield row | dict.fromkeys(words)
        else:
            yield row
