"""Cleaning texts of before as new ones are cleaned (`polibat.text`), for a change of what is stored of a text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction

from boards.models import Comment, Post
from boards.services.search_index import reindex_post
from boards.services.status import invalidate_post_pages
from polibat.text import clean_html, clean_line, clean_lines, excerpt_of, plain_from_html

BATCH = 200
Text = TypeVar("Text", Post, Comment)


@dataclass
class Cleaned:
    """One batch: how many texts were looked at and changed, and the ids of those in which nobody would see anything."""

    seen: int = 0
    changed: int = 0
    blank: list[str] = field(default_factory=list)


def clean_stored_texts() -> Iterator[Cleaned]:
    """Clean every post and comment, a batch a transaction; what would be empty is left to staff.

    Nothing else changes: no moment, no `수정됨`.
    """
    for model, clean in ((Post, _clean_post), (Comment, _clean_comment)):
        after = 0
        while True:
            with transaction.atomic():
                texts = list(
                    model.objects.filter(pk__gt=after)
                    .order_by("pk")
                    .select_for_update(no_key=True, of=("self",))[:BATCH]
                )
                done = Cleaned(seen=len(texts))
                for text in texts:
                    is_changed = clean(text)
                    if is_changed is None:
                        done.blank.append(text.public_id)
                    done.changed += bool(is_changed)
            yield done
            if len(texts) < BATCH:
                break
            after = texts[-1].pk


def _clean_post(post: Post) -> bool | None:
    """Whether a post changed; None for one that would be empty."""
    before = (post.title, post.body)
    # Whatever pictures it shows were looked at when it was stored.
    post.title, post.body = clean_line(post.title), clean_html(post.body, image_allowed=bool)
    post.body_text = plain_from_html(post.body)
    post.excerpt = excerpt_of(post.body_text)
    if not post.title or not (post.body_text or post.has_image):
        return None
    if (post.title, post.body) == before:
        return False
    post.save(update_fields=["title", "body", "body_text", "excerpt"])
    reindex_post(post)
    invalidate_post_pages(post)
    return True


def _clean_comment(comment: Comment) -> bool | None:
    """Whether a comment changed; None for one that would be empty."""
    before, comment.text = comment.text, clean_lines(comment.text)
    if not comment.text:
        return None
    if comment.text == before:
        return False
    comment.save(update_fields=["text"])
    invalidate_post_pages(comment.post, lists=False)
    return True
