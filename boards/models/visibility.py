"""Who may read what: the statuses of texts, the querysets that look at them, and the same in SQL.

Nothing else spells a status: verbs, lists and statements by hand take the names that stand here.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q


class PostStatus(models.TextChoices):
    """Whether a post can be read; the values are in the public contract."""

    PUBLISHED = "PUBLISHED", "게시"
    PINNED = "PINNED", "게시(고정)"
    HIDDEN = "HIDDEN", "숨김"
    DELETED = "DELETED", "삭제"


class CommentStatus(models.TextChoices):
    """Whether a comment can be read."""

    PUBLISHED = "PUBLISHED", "게시"
    HIDDEN = "HIDDEN", "숨김"
    DELETED = "DELETED", "삭제"


# What stands in lists, also a private suggestion (without its words), and what does not.
LISTED = (PostStatus.PUBLISHED, PostStatus.PINNED)
UNLISTED = (PostStatus.HIDDEN, PostStatus.DELETED)
# What its author still sees.
KEPT = (*LISTED, PostStatus.HIDDEN)
# What leaves something on the page: of a hidden comment a placeholder.
SHOWN_COMMENTS = (CommentStatus.PUBLISHED, CommentStatus.HIDDEN)

PUBLIC = Q(status__in=LISTED, is_private=False)
ON_PUBLIC_POSTS = Q(post__status__in=LISTED, post__is_private=False)


def _one_of(statuses: Iterable[str]) -> str:
    quoted = ", ".join(f"'{status}'" for status in statuses)
    return f"({quoted})"


# The same for statements by hand, to be written behind a column: `post.status {IS_LISTED}`.
IS_LISTED = f"IN {_one_of(LISTED)}"
IS_UNLISTED = f"IN {_one_of(UNLISTED)}"
IS_PUBLISHED = f"= '{CommentStatus.PUBLISHED}'"


class VisiblePosts(models.QuerySet):
    """The doors to posts."""

    def published(self) -> Self:
        """Posts that stand in lists, private suggestions (of which nobody else sees the words) among them."""
        return self.filter(status__in=LISTED)

    def listed(self) -> Self:
        """Posts that everybody may read; what lists, feeds and search start from."""
        return self.filter(PUBLIC)

    def visible_to(self, member) -> Self:
        """Posts that `member` (or a visitor) may read: the listed ones, one's own hidden or private, all for staff."""
        if not member.is_authenticated:
            return self.listed()
        if member.has_perm("boards.view_hidden_post"):
            return self
        return self.filter(PUBLIC | Q(status__in=KEPT, author=member))


class VisibleComments(models.QuerySet):
    """The doors to comments."""

    def listed(self) -> Self:
        """Comments that everybody may read (their post decides too)."""
        return self.filter(status=CommentStatus.PUBLISHED)

    def on_listed_posts(self) -> Self:
        """Comments below posts that stand in lists, private suggestions among them."""
        return self.filter(post__status__in=LISTED)

    def on_public_posts(self) -> Self:
        """Comments below posts that everybody may read."""
        return self.filter(ON_PUBLIC_POSTS)

    def shown(self) -> Self:
        """Comments that leave something on the page: also a placeholder for a hidden one."""
        return self.filter(status__in=SHOWN_COMMENTS)

    def visible_to(self, member) -> Self:
        """Comments that `member` may read: listed ones on listed posts, one's own hidden ones there, all for staff."""
        everybody = ON_PUBLIC_POSTS & Q(status=CommentStatus.PUBLISHED)
        if not member.is_authenticated:
            return self.filter(everybody)
        if member.has_perm("boards.view_hidden_post"):
            return self
        own = Q(author=member, status__in=SHOWN_COMMENTS)
        own_post = Q(post__author=member, post__status__in=KEPT)
        # What was said below one's own post stays so while it is hidden or private, as its page shows it.
        told = Q(status=CommentStatus.PUBLISHED)
        return self.filter(everybody | (own & (ON_PUBLIC_POSTS | own_post)) | (told & own_post))
