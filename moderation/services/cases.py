"""What the verbs about a text share: its lock, its name, and telling staff."""

from django.db.models import Q

from accounts.models import Member
from boards.models import Comment, Post, PostCounts
from notifications.models import Notification
from notifications.services import notify


def lock(target):
    """Take the lock of the post (the row of its counts, as all verbs of boards do); the text as it stands from now on.

    So of many reports or decisions at once each sees what the one before did.
    """
    is_post = isinstance(target, Post)
    counts = PostCounts.objects.select_for_update(no_key=True).only("pk")
    counts.get(pk=target.pk if is_post else target.post_id)
    if is_post:
        return Post.objects.select_related("author").get(pk=target.pk)
    # What was said above a comment is no part of its case.
    around = Comment.objects.select_related("author", "post").defer("post__body", "post__body_text")
    return around.get(pk=target.pk)


def named(target):
    """A text by its kind and id: words that nobody may read stand in no notification either."""
    return f"{target._meta.verbose_name}({target.public_id})"


def tell_staff(text, *, url, event):
    """Tell every member of staff that something waits for them."""
    staff = Member.objects.filter(Q(is_superuser=True) | Q(groups__isnull=False), kind=Member.Kind.ADMIN).distinct()
    notify(staff, kind=Notification.Kind.STAFF, text=text, url=url, event=event)
