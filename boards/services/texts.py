"""Store and save texts with all that finds, counts, screens and announces them: what the verbs of every board share.

Who may, how often, and under which lock is the verb's own. What hears of a new text hears of a changed one too
(`boards.events`), so what is screened when it is made is screened when it is edited (spec R23, P14, N4).
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from boards import events
from boards.models import Board, Comment, Post, PostCounts
from boards.services import counters
from boards.services.reach import follow_text, take_images
from boards.services.sanitising import fill_text
from boards.services.search_index import index_post
from boards.services.status import invalidate_post_pages
from pictures.queries import images_in
from polibat.cache.statements import PreparedInsert, PreparedQuery
from polibat.db.ids import child_public_id, next_public_id
from politicians.services import tell_speakers

Text = TypeVar("Text")
# What the database alone decides; asking it beforehand would cost a query each and prove nothing.
UNASKED = {"validate_unique": False, "validate_constraints": False}
WORDS = ("title", "body", "body_text", "excerpt", "has_image")

_open_post = PreparedQuery(lambda pk: Post.objects.published().filter(pk=pk).only("is_private"))
_insert_comment = PreparedInsert(Comment)


def store_once(find: Callable[[], Text | None], store: Callable[[], object]) -> Text | None:
    """Run `store` in a transaction; return what `find` finds where the same form was stored meanwhile, else None.

    A form names one filling-in of it (`submission`), and a constraint lets one text of that name through.
    """
    try:
        with transaction.atomic():
            store()
    except IntegrityError:
        if first := find():
            return first
        raise
    return None


def submitted(post: Post) -> Post | None:
    """Return the post that the same form made before; a form that came back with other words makes another post.

    Browsers bring a form back as it was, one-time token included, when somebody returns to its page.
    """
    first = post.submission and Post.objects.filter(author=post.author, submission=post.submission).first()
    if first and (first.board, first.title, first.body) != (post.board, post.title, post.body):
        post.submission = None
        return None
    return first or None


def clean_post(post: Post, *, images_of: models.QuerySet) -> models.QuerySet:
    """Clean and check what was typed; return the images that the text shows. Raises ValidationError."""
    fill_text(post, images_of)
    post.full_clean(exclude=["author", "politician", "public_id", "title", "body", "body_text"], **UNASKED)
    return images_in(post.body, images_of)


def store_post(post: Post, images: models.QuerySet, *, prefix: str = "") -> None:
    """Store a new post, in the transaction of its verb.

    Its public id begins with `prefix`, else with that of its board.
    """
    post.public_id = next_public_id(prefix or Board(post.board).prefix)
    post.save(force_insert=True)
    post.counts = PostCounts.objects.create(post=post)
    index_post(post)
    take_images(post, images)
    if post.names_politician:
        tell_speakers(
            post.politician,
            by=post.author,
            title=post.title,
            text=post.body_text,
            url=post.get_absolute_url(),
            about=post.public_id,
        )
    events.text_published.publish(text=post)
    # Last, because everybody who writes on this board at this moment waits for this row.
    counters.count_post(post, +1)
    invalidate_post_pages(post)


def save_post(post: Post, images: models.QuerySet, *, was_private: bool = False) -> None:
    """Store the changed words of a locked post, in the transaction of its verb.

    `was_private` is whether it was private so far; where it is not so any more (or only now), that is stored too.
    """
    post.edited_at = timezone.now()
    fields = [*WORDS, "edited_at"]
    post.save(update_fields=[*fields, "is_private"] if post.is_private != was_private else fields)
    follow_text(post, images, was_private=was_private)
    events.text_edited.publish(text=post)
    invalidate_post_pages(post)


def store_comment(comment: Comment) -> None:
    """Store a new comment, in the transaction of its verb; counting it first takes the lock of its post.

    The post's status is read anew under that lock. Raises PermissionDenied when it cannot be commented any more.
    """
    serial, comment.post.counts.comments = counters.count_comment(comment, +1, is_new=True)
    post = _open_post.first(pk=comment.post_id)
    if post is None or (post.is_private and not comment.post.is_private):
        raise PermissionDenied("지금은 이 글에 댓글을 쓸 수 없습니다.")
    comment.public_id = child_public_id(comment.post.public_id, "CM", serial)
    _insert_comment(comment)
    events.text_published.publish(text=comment)
    invalidate_post_pages(comment.post, lists=False)


def save_comment(comment: Comment) -> None:
    """Store the changed words of a locked comment, in the transaction of its verb."""
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    events.text_edited.publish(text=comment)
    invalidate_post_pages(comment.post, lists=False)
