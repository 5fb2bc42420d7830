"""What every page of a member shows: the number of unread notifications."""

from django.utils.functional import SimpleLazyObject

from notifications.models import Notification


def unread_notifications(request):
    """`unread_count`, counted only when a template shows it; 0 for the signed-out without a query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": 0}
    return {"unread_count": SimpleLazyObject(lambda: Notification.objects.visible_to(user).unread().count())}
