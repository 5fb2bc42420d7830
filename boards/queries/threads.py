"""The comments below a post: the newest ones in the order in which they were said, the others a link away."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from boards.models import Comment, Reaction
from polibat.cache.statements import PreparedQuery

ROOTS = 50
REPLIES = 30
# An id that no comment reaches: what is before it is everything.
BEYOND = 2**62


@dataclass
class Thread:
    """A stretch of the comments of one post."""

    post: object
    roots: list = field(default_factory=list)
    earlier: str = ""
    later: str = ""

    @property
    def total(self):
        """How many comments can be read."""
        return self.post.counts.comments

    @property
    def comments(self):
        """Roots and replies alike."""
        return [comment for root in self.roots for comment in (root, *root.shown_replies)]


def load_thread(post, member, asked):
    """The comments that an address asks for, as `member` may see them.

    `?comments=before:<id>` and `after:<id>` page through the roots, `?comments=replies:<root id>:<id>` shows the
    replies to one root before a reply, `?comment=<public id>` the stretch in which a comment stands; else the newest.
    """
    thread = Thread(post)
    kind, cursor = _cursor(post, asked)
    if kind == "replies":
        thread.roots = list(_roots(post).filter(pk=cursor[0]))
        thread.later = "?"
    elif kind == "after":
        rows = list(_roots(post).filter(pk__gt=cursor[0]).order_by("pk")[: ROOTS + 1])
        thread.roots = rows[:ROOTS]
        thread.earlier = f"?comments=before:{thread.roots[0].pk}" if thread.roots else "?"
        thread.later = f"?comments=after:{thread.roots[-1].pk}" if len(rows) > ROOTS else ""
    else:
        rows = _newest_roots(post=post.pk, before=cursor[0] if kind == "before" else BEYOND)
        thread.roots = rows[:ROOTS][::-1]
        thread.earlier = f"?comments=before:{thread.roots[0].pk}" if len(rows) > ROOTS else ""
        thread.later = f"?comments=after:{thread.roots[-1].pk}" if kind == "before" and thread.roots else ""
    _attach_replies(thread, before=cursor[1] if kind == "replies" else None)
    dress(thread.comments, post, member)
    return thread


def newer_comments(post, member, after):
    """The comments said after the one with the public id `after` (or all), oldest first, at most 50, as a flat list."""
    comments = Comment.objects.filter(post=post).listed().for_page().select_related("author", "parent")
    if after and "\x00" not in after:
        comments = comments.filter(pk__gt=Comment.objects.filter(post=post, public_id=after).values("pk")[:1])
    comments = list(comments.order_by("pk")[:ROOTS])
    for comment in comments:
        comment.shown_replies = []
    dress(comments, post, member)
    return comments


def roots_of(post):
    """The comments of `post` that are no replies, the oldest first, as far as they leave something on the page."""
    return _roots(post).order_by("pk")


def replies_to(root):
    """The replies to `root`, the oldest first, as far as they leave something on the page."""
    return Comment.objects.shown().filter(parent=root).for_page().order_by("pk")


def dress_roots(roots, post, member):
    """Give `roots` their newest replies (`earlier_replies` where there are more) and what `dress` gives."""
    thread = Thread(post, roots=roots)
    _attach_replies(thread, before=None)
    dress(thread.comments, post, member)
    return roots


def dress(comments, post, member, *, are_new=False):
    """Give comments what a page shows beside their text: the member's reaction and what the member may do.

    To comments that were made a moment ago (`are_new`) nobody has reacted yet.
    """
    reactions = {}
    if member.is_authenticated and comments and not are_new:
        mine = _reactions(member=member.pk, comments=[comment.pk for comment in comments])
        reactions = {reaction.comment_id: reaction.value for reaction in mine}
    allowed = {}
    for comment in comments:
        comment.post = post
        comment.my_reaction = reactions.get(comment.pk, "")
        # What the rules look at is the same for all comments of one's own, and for all of others, in one status.
        alike = (comment.author_id == member.pk, comment.status)
        if alike not in allowed:
            allowed[alike] = _allowed(comment, member)
        vars(comment).update(allowed[alike])


def _allowed(comment, member):
    """What `member` may do with `comment`, by the names that templates use."""

    def may(permission):
        return member.is_authenticated and not comment.is_gone and member.has_perm(permission, comment)

    return {
        "may_change": may("boards.change_comment"),
        "may_delete": may("boards.delete_comment"),
        "may_react": may("boards.add_reaction"),
        # The rule of reports stands further up (moderation); it asks the same as that of reactions.
        "may_report": may("boards.add_reaction"),
    }


def _roots(post):
    """Roots that leave something on the page: a deleted one only while replies to it do."""
    replies = Comment.objects.shown().filter(parent=OuterRef("pk"))
    return (
        Comment.objects.filter(post=post, parent=None)
        .filter(~Q(status=Comment.Status.DELETED) | Exists(replies))
        .for_page()
    )


def _replies(roots, before):
    newest = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("pk").desc())
    replies = Comment.objects.shown().filter(parent__in=roots, pk__lt=before).annotate(place=newest)
    return replies.filter(place__lte=REPLIES + 1).for_page().order_by("pk")


_newest_roots = PreparedQuery(
    lambda post, before: _roots(post).filter(pk__lt=before).order_by("-pk")[: ROOTS + 1],
)
_newest_replies = PreparedQuery(_replies)
_reactions = PreparedQuery(
    lambda member, comments: Reaction.objects.filter(member=member, comment__in=comments).only("comment", "value")
)


def _attach_replies(thread, *, before):
    by_root = {root.pk: [] for root in thread.roots}
    for reply in _newest_replies(roots=list(by_root), before=before or BEYOND):
        by_root[reply.parent_id].append(reply)
    for root in thread.roots:
        found = by_root[root.pk]
        root.shown_replies = found[-REPLIES:]
        more = len(found) > REPLIES
        root.earlier_replies = f"?comments=replies:{root.pk}:{root.shown_replies[0].pk}" if more else ""


def _cursor(post, asked):
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


def _is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 19


def _asked_comment(post, public_id):
    if not public_id.startswith(f"{post.public_id}-CM") or "\x00" in public_id:
        return None
    return Comment.objects.filter(post=post, public_id=public_id[:40]).only("pk", "parent_id").first()
