"""What moderation is about: one post or one comment, named by two columns of which one is filled."""

from django.db.models import Q

from boards.models import Post

ONE_TARGET = Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False)


def target_key(target):
    """The field that points to a post or to a comment, and the target: for filters and new rows."""
    return {"post" if isinstance(target, Post) else "comment": target}


class AboutText:
    """A row about one text: which one, however its columns are named."""

    @property
    def target(self):
        """The post or comment in question."""
        return self.post or self.comment


class AboutTextQuerySet:
    """Rows about texts, found by their text."""

    def about(self, target):
        """Those on one post or comment."""
        return self.filter(**target_key(target))
