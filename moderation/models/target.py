"""What moderation is about: one post or one comment, named by two columns of which one is filled."""

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from boards.models import Comment, Post

M = TypeVar("M", bound=models.Model)
ONE_TARGET = Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False)


def target_key(target):
    """The field that points to a post or to a comment, and the target: for filters and new rows."""
    return {"post" if isinstance(target, Post) else "comment": target}


# What `AboutText` is mixed into.
_Row = models.Model if TYPE_CHECKING else object


class AboutText(_Row):
    """A row about one text: which one, however its columns are named."""

    post: ClassVar[models.ForeignKey[Post | None, Post | None]]
    post_id: int | None
    comment: ClassVar[models.ForeignKey[Comment | None, Comment | None]]
    comment_id: int | None

    @property
    def target(self) -> Post | Comment:
        """The post or comment in question."""
        found = self.post or self.comment
        assert found is not None  # ONE_TARGET
        return found


class AboutTextQuerySet(models.QuerySet[M]):
    """Rows about texts, found by their text."""

    def about(self, target):
        """Those on one post or comment."""
        return self.filter(**target_key(target))
