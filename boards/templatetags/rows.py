"""`{% load rows %}`: what lists of posts and comments are made of."""

from django import template

from boards.highlight import excerpt_around, marked
from boards.models import Board
from polibat.stencil import Stencil
from polibat.templatetags.dates import list_date

register = template.Library()

_post_row = Stencil(
    "boards/_post_row.html",
    words=(
        *("number", "url", "title", "excerpt", "comments", "author", "date", "likes", "views"),
        *("politician", "photo", "direct_label"),
    ),
)


@register.simple_tag
def post_row(post, *, search=None):
    """A row of a list of posts; of those that a search found, with what was found marked."""
    counts, politician = post.counts, post.politician
    with_picture = post.board == Board.POLITICIAN
    return _post_row(
        number=post.shown_number,
        url=post.get_absolute_url(),
        title=marked(post.title, search.terms) if search else post.title,
        excerpt=marked(excerpt_around(post.body_text, search.terms), search.terms) if search else post.excerpt,
        comments=counts.comments,
        author=post.author_name,
        date=list_date(post.published_at),
        likes=str(counts.likes),
        views=str(counts.views),
        politician=politician or "",
        photo=politician.photo_url if politician else "",
        direct_label=post.direct_label,
        direct=post.direct_badge,
        badge=post.list_badge,
        has_image=post.has_image,
        with_picture=with_picture,
    )
