"""The comments below a post: the newest ones in the order in which they were said, the others a link away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from accounts.models import Viewer
from boards.models import Comment, Post, Reaction
from boards.models.comment import CommentQuerySet
from boards.queries.abilities import Abilities, Answers, comment_abilities
from polibat.cache.statements import PreparedQuery

ROOTS = 50
REPLIES = 30
# An id that no comment reaches: what is before it is everything.
BEYOND = 2**62


NOTHING = Abilities()


@dataclass(frozen=True, slots=True)
class ThreadComment:
    """A comment as one viewer sees it: what they pressed below it, what they may do with it, what hangs below it."""

    comment: Comment
    reaction: str = ""
    may: Abilities = NOTHING
    replies: tuple["ThreadComment", ...] = ()
    # Where the replies before these are; "" where these are all.
    earlier_replies: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A stretch of the comments of one post."""

    post: Post
    roots: list[ThreadComment] = field(default_factory=list)
    # What the viewer pressed below the post itself, which is found together with that below the comments.
    reaction: str = ""
    earlier: str = ""
    later: str = ""

    @property
    def total(self) -> int:
        """How many comments can be read."""
        return self.post.counts.comments

    @property
    def comments(self) -> list[Comment]:
        """Roots and replies alike."""
        return [shown.comment for root in self.roots for shown in (root, *root.replies)]


def load_thread(post: Post, member: Viewer, asked: Mapping[str, str], *, answers: Answers | None = None) -> Thread:
    """Return the comments that an address asks for, as `member` may see them.

    `?comments=before:<id>` and `after:<id>` page through the roots, `?comments=replies:<root id>:<id>` shows the
    replies to one root before a reply, `?comment=<public id>` the stretch in which a comment stands; else the newest.
    `answers` are those that the rules gave about the post.
    """
    kind, cursor = _cursor(post, asked)
    earlier = later = ""
    if kind == "replies":
        roots = list(_roots(post).filter(pk=cursor[0]))
        later = "?"
    elif kind == "after":
        rows = list(_roots(post).filter(pk__gt=cursor[0]).order_by("pk")[: ROOTS + 1])
        roots = rows[:ROOTS]
        earlier = f"?comments=before:{roots[0].pk}" if roots else "?"
        later = f"?comments=after:{roots[-1].pk}" if len(rows) > ROOTS else ""
    else:
        rows = _newest_roots(post=post.pk, before=cursor[0] if kind == "before" else BEYOND)
        roots = rows[:ROOTS][::-1]
        earlier = f"?comments=before:{roots[0].pk}" if len(rows) > ROOTS else ""
        later = f"?comments=after:{roots[-1].pk}" if kind == "before" and roots else ""
    by_root = _replies_below(roots, before=cursor[1] if kind == "replies" else BEYOND)
    comments = [*roots, *(reply for found in by_root.values() for reply in found[-REPLIES:])]
    pressed = _pressed(comments, post, member)
    shown = _as_shown(comments, post, member, pressed=pressed, answers={} if answers is None else answers)
    return Thread(post, _below_roots(roots, by_root, shown), pressed.get(None, ""), earlier, later)


def newer_comments(post: Post, member: Viewer, after: str, *, answers: Answers | None = None) -> list[ThreadComment]:
    """Return what was said after the comment with the public id `after` (or all), oldest first, 50 at most, flat."""
    comments = Comment.objects.filter(post=post).listed().for_page().select_related("author", "parent")
    if after and "\x00" not in after:
        comments = comments.filter(pk__gt=Comment.objects.filter(post=post, public_id=after).values("pk")[:1])
    return as_shown(comments.order_by("pk")[:ROOTS], post, member, answers={} if answers is None else answers)


def roots_of(post: Post) -> CommentQuerySet:
    """The comments of `post` that are no replies, the oldest first, as far as they leave something on the page."""
    return _roots(post).order_by("pk")


def replies_to(root: Comment) -> CommentQuerySet:
    """The replies to `root`, the oldest first, as far as they leave something on the page."""
    return Comment.objects.shown().filter(parent=root).for_page().order_by("pk")


def with_replies(roots: Iterable[Comment], post: Post, member: Viewer) -> list[ThreadComment]:
    """Return `roots` with the newest of their replies as `member` sees them; nothing is asked of the rules."""
    roots = list(roots)
    by_root = _replies_below(roots, before=BEYOND)
    replies = [reply for found in by_root.values() for reply in found[-REPLIES:]]
    return _below_roots(roots, by_root, as_shown([*roots, *replies], post, member))


def as_shown(
    comments: Iterable[Comment],
    post: Post,
    member: Viewer,
    *,
    are_new: bool = False,
    answers: Answers | None = None,
) -> list[ThreadComment]:
    """Return comments below `post` with the reaction of `member` and what `member` may do.

    To comments that were made a moment ago (`are_new`) nobody has reacted yet. Without `answers` nothing is asked of
    the rules, for whoever shows no buttons.
    """
    comments = list(comments)
    pressed = _pressed(comments, post, member) if comments and not are_new else {}
    return _as_shown(comments, post, member, pressed=pressed, answers=answers)


def _as_shown(
    comments: list[Comment], post: Post, member: Viewer, *, pressed: dict[int | None, str], answers: Answers | None
) -> list[ThreadComment]:
    abilities = {}
    shown = []
    for comment in comments:
        comment.post = post
        alike = (comment.author_id == member.pk, comment.status)
        if answers is not None and alike not in abilities:
            abilities[alike] = comment_abilities(member, comment, answers=answers)
        shown.append(ThreadComment(comment, pressed.get(comment.pk, ""), abilities.get(alike, NOTHING)))
    return shown


def _pressed(comments: list[Comment], post: Post, member: Viewer) -> dict[int | None, str]:
    """What `member` pressed below `comments`, by their keys, and below `post` itself, by None."""
    if member.pk is None:
        return {}
    mine = _reactions(member=member.pk, post=post.pk, comments=[comment.pk for comment in comments])
    return {reaction.comment_id: reaction.value for reaction in mine}


def _replies_below(roots: list[Comment], *, before: int) -> dict[int, list[Comment]]:
    """The newest replies below each of `roots`, by its key; one more than are shown where there are more."""
    by_root = {root.pk: [] for root in roots}
    for reply in _newest_replies(roots=list(by_root), before=before):
        by_root[reply.parent_id].append(reply)
    return by_root


def _below_roots(
    roots: list[Comment], by_root: dict[int, list[Comment]], shown: list[ThreadComment]
) -> list[ThreadComment]:
    """The `shown` replies, each below its root."""
    by_key = {each.comment.pk: each for each in shown}
    return [
        replace(
            by_key[root.pk],
            replies=tuple(by_key[reply.pk] for reply in by_root[root.pk][-REPLIES:]),
            earlier_replies=_earlier(root, by_root[root.pk]),
        )
        for root in roots
    ]


def _roots(post: Post | int) -> CommentQuerySet:
    """Roots that leave something on the page: a deleted one only while replies to it do."""
    replies = Comment.objects.shown().filter(parent=OuterRef("pk"))
    return (
        Comment.objects.filter(post=post, parent=None)
        .filter(~Q(status=Comment.Status.DELETED) | Exists(replies))
        .for_page()
    )


def _replies(roots: list[int], before: int) -> CommentQuerySet:
    newest = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("pk").desc())
    replies = Comment.objects.shown().filter(parent__in=roots, pk__lt=before).annotate(place=newest)
    return replies.filter(place__lte=REPLIES + 1).for_page().order_by("pk")


_newest_roots = PreparedQuery(
    lambda post, before: _roots(post).filter(pk__lt=before).order_by("-pk")[: ROOTS + 1],
)
_newest_replies = PreparedQuery(_replies)
_reactions = PreparedQuery(
    lambda member, post, comments: Reaction.objects.filter(Q(post=post) | Q(comment__in=comments), member=member).only(
        "comment", "value"
    )
)


def _earlier(root: Comment, replies: list[Comment]) -> str:
    """The address of the replies before the shown ones, where there are more; `replies` holds one too many then."""
    return f"?comments=replies:{root.pk}:{replies[-REPLIES].pk}" if len(replies) > REPLIES else ""


def _cursor(post: Post, asked: Mapping[str, str]) -> tuple[str, list[int]]:
    kind, *numbers = asked.get("comments", "").split(":")
    wanted = {"before": 1, "after": 1, "replies": 2}
    if kind in wanted and len(numbers) == wanted[kind] and all(_is_id(number) for number in numbers):
        return kind, [int(number) for number in numbers]
    if comment := _asked_comment(post, asked.get("comment", "")):
        root = comment.parent_id or comment.pk
        newest = Comment.objects.filter(post=post, parent=None).order_by("-pk").values_list("pk", flat=True)
        if root not in list(newest[:ROOTS]):
            return "after", [root - 1]
    return "", []


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _asked_comment(post: Post, public_id: str) -> Comment | None:
    if not public_id.startswith(f"{post.public_id}-CM") or "\x00" in public_id:
        return None
    return Comment.objects.filter(post=post, public_id=public_id[:40]).only("pk", "parent_id").first()
