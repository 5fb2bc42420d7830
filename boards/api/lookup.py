"""Finding the text that a request is about, and dressing it for the one who asks."""

from django.contrib.auth.models import AnonymousUser

from boards.models import Comment, Post, Reaction
from boards.queries.delivery_receipts import delivery_receipt
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


def allowed(member, post):
    """What `member` may do with `post`, by the names of the API."""
    may = member.has_perm if member.is_authenticated else lambda *_: False
    return {
        "change": may("boards.change_post", post),
        "delete": may("boards.delete_post", post),
        "react": may("boards.add_reaction", post),
        "comment": may("boards.add_comment", post),
        # The rule of reports stands further up (moderation); it asks the same as that of reactions.
        "report": may("boards.add_reaction", post),
    }


def dress_post(post, member, *, waiting=0):
    """Give `post` what is shown of it beside its columns: the views that wait for the database are counted too."""
    post.shown_views = post.counts.views + waiting
    post.my_reaction = reaction_to(post, member)
    post.allowed = allowed(member, post)
    post.receipt = delivery_receipt(post)
    return post
