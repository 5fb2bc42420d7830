"""`{% load rows %}`: what lists of posts and comments are made of."""

import functools

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from boards.models import Board
from polibat.cache.fragments import Fragment
from polibat.templatetags.components import login_url, post_card
from polibat.templatetags.dates import full_date, iso, list_date, short_date
from polibat.text.highlight import excerpt_around, marked
from polibat.text.links import linked

register = template.Library()

_post_row = Fragment(
    "boards/_post_row.html",
    slots="number url title excerpt comments author date likes views politician photo",
)


@register.simple_tag
def post_row(row, *, search=None):
    """A row of a list of posts (`PostRow`); of those that a search found, with what was found marked."""
    post = row.post
    counts, politician = post.counts, post.politician
    with_picture = post.board == Board.POLITICIAN
    return _post_row(
        number=row.number,
        url=post.get_absolute_url(),
        title=marked(post.title, search.terms) if search else post.title,
        excerpt=marked(excerpt_around(post.body_text, search.terms), search.terms) if search else post.lead,
        comments=counts.comments,
        author=post.author_name,
        date=list_date(post.published_at),
        likes=str(counts.likes),
        views=str(counts.views),
        politician=politician or "",
        photo=politician.photo_url if politician else "",
        badges=post.badges,
        badge=post.list_badge,
        has_image=post.has_image,
        with_picture=with_picture,
        summary="" if search or not post.summary_line else "AI" if post.summary_is_ai else "EXTRACT",
    )


@register.simple_tag
def popular_card(post):
    """A popular post; on the board on which posts name politicians with their picture."""
    counts, politician = post.counts, post.politician
    picture = {}
    if post.board == Board.POLITICIAN:
        thumb = politician.photo_url if politician else ""
        picture = {"with_thumb": True, "thumb": thumb, "target": politician or ""}
    return post_card(
        title=post.title,
        url=post.get_absolute_url(),
        author=post.author_name,
        badge=post.list_badge,
        date=short_date(post.published_at),
        likes=counts.likes,
        views=counts.views,
        excerpt=post.lead,
        comments=counts.comments,
        has_image=post.has_image,
        badges=post.badges,
        **picture,
    )


POST_ID = "XX000000"
COMMENT_ID = "XX000000-CM0000"
_comment_row = Fragment(
    "boards/_comment_row.html",
    slots="id root answers author moment date text likes dislikes replies earlier_replies "
    "login create edit delete react report",
)


@functools.cache
def _addresses():
    """The addresses around a comment with a gap for its id; looking each of them up anew costs."""
    names = {name: f"boards:comment-{name}" for name in ("edit", "delete", "react")}
    names["report"] = "moderation:report-create"
    return {key: reverse(name, args=[COMMENT_ID]).replace(COMMENT_ID, "{}") for key, name in names.items()}


@register.simple_tag(takes_context=True)
def comment_row(context, shown, *, root=""):
    """A comment (`ThreadComment`) with the replies below it; `root` is the public id of what a reply hangs below.

    The context says what may be done below the post (`may`), where one signs in (`login`) and comments (`create`).
    """
    post = context["post"]
    create = context.get("create") or reverse("boards:comment-create", args=[post.board_slug, post.public_id])
    return _comment(shown, root, may=context["may"], login=context.get("login", ""), create=create)


def _comment(shown, root, *, may, login, create):
    comment, public_id = shown.comment, shown.comment.public_id
    replies = [_comment(reply, public_id, may=may, login=login, create=create) for reply in shown.replies]
    return _comment_row(
        id=public_id,
        root=root or "",
        answers=root or public_id,
        author=comment.author_name,
        moment=iso(comment.created_at),
        date=full_date(comment.created_at),
        text=linked(comment.shown_text),
        likes=str(comment.likes),
        dislikes=str(comment.dislikes),
        replies=mark_safe("".join(replies)),  # noqa: S308 - each is rendered
        earlier_replies=shown.earlier_replies,
        login=login,
        create=create,
        **{name: address.format(public_id) for name, address in _addresses().items()},
        badge=comment.author_badge,
        is_gone=comment.is_gone,
        is_reply=bool(comment.parent_id),
        is_edited=bool(comment.edited_at),
        my_reaction=shown.reaction,
        may_login=may.login,
        may_comment=may.comment,
        may_change=shown.may.change,
        may_delete=shown.may.delete,
        may_report=shown.may.report,
        may_react=shown.may.react,
    )


_reaction_buttons = Fragment("boards/_reaction_buttons.html", slots="address login likes dislikes")


@functools.cache
def _react_address(board):
    return reverse("boards:post-react", args=[board.slug, POST_ID]).replace(POST_ID, "{}")


@register.simple_tag(takes_context=True)
def reaction_buttons(context):
    """좋아요 and 싫어요 of the page's `post`: buttons, links to the log-in page, or the mere numbers."""
    may, post = context["may"], context["post"]
    return _reaction_buttons(
        address=_react_address(Board(post.board)).format(post.public_id),
        login=login_url(context) if may.login else "",
        likes=str(post.counts.likes),
        dislikes=str(post.counts.dislikes),
        may_react=may.react,
        reaction=context.get("reaction") or "",
    )
