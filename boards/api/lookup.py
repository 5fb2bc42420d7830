"""Finding the text that a request is about, as the one who asks sees it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import Member
from boards.models import Comment, Post, Reaction
from boards.queries.abilities import Abilities, post_abilities
from boards.queries.delivery_receipts import DeliveryReceipt, delivery_receipt
from polibat.api.errors import NotFound

NO_POST = ("POST_NOT_FOUND", "게시글을 찾을 수 없습니다.")
NO_COMMENT = ("COMMENT_NOT_FOUND", "댓글을 찾을 수 없습니다.")


def post_at(member, public_id):
    """The post of this id with all that is shown of it, if `member` may see it; NotFound otherwise."""
    found = Post.objects.visible_to(member).for_detail().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(*NO_POST)
    return found


def comments_of(member):
    """Comments that `member` may see, below posts that `member` may see, with what is shown of them."""
    readable = Post.objects.visible_to(member)
    related = Comment.objects.visible_to(member).filter(post__in=readable)
    return related.select_related("author", "parent", "post__author", "post__politician", "post__counts")


def comment_at(member, public_id):
    """The comment of this id, if `member` may see it and the post around it; NotFound otherwise."""
    found = comments_of(member).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(*NO_COMMENT)
    return found


def reaction_to(target, member):
    """What `member` pressed below `target`; "" for nothing."""
    if isinstance(member, AnonymousUser):
        return ""
    key = {"post" if isinstance(target, Post) else "comment": target.pk}
    return Reaction.objects.filter(member=member, **key).values_list("value", flat=True).first() or ""


@dataclass(frozen=True)
class PostDetail:
    """A post whole, as one viewer sees it; what it does not say itself, its post says."""

    post: Post
    views: int
    reaction: str
    may: Abilities
    delivery: DeliveryReceipt | None

    def __getattr__(self, name: str) -> object:
        return getattr(self.post, name)


def post_detail(post: Post, member: Member, *, waiting: int = 0) -> PostDetail:
    """Return `post` as `member` sees it; the views that wait for the database (`waiting`) are counted too."""
    views = post.counts.views + waiting
    return PostDetail(post, views, reaction_to(post, member), post_abilities(member, post), delivery_receipt(post))
