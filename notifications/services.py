"""Telling members; the verb that later channels (mail) join."""

from django.utils import timezone

from notifications.models import Notification


def notify(members, *, kind, text, url="", actor=None):
    """Tell `members` of an event, in the caller's transaction; those who cannot sign in are left out.

    `url` is a path inside the site (the database refuses anything else); a text over 300 characters is cut. `{actor}`
    in the text is shown as the nickname that `actor` has when it is read, so a name outlives nobody who leaves.
    """
    text = text if len(text) <= 300 else text[:299] + "…"
    return Notification.objects.bulk_create(
        Notification(member=member, kind=kind, text=text, url=url, actor=actor)
        for member in members
        if member.is_active
    )


def mark_read(notifications):
    """Mark the unread ones among `notifications` (a queryset) as read; returns how many."""
    return notifications.unread().update(read_at=timezone.now())


def forget_notifications(member):
    """Delete what a member who leaves was told."""
    Notification.objects.filter(member=member).delete()
