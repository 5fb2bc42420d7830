"""What every page of a member shows: the number of unread notifications."""

from django.db.models import Count
from django.utils.functional import SimpleLazyObject

from accounts.models import Member
from notifications.models import Notification
from polibat.cache.statements import PreparedQuery


def _unread_of(member):
    unread = Notification.objects.visible_to(Member(pk=member)).unread().order_by()
    return unread.values("member").annotate(number=Count("pk")).values_list("number")


_unread = PreparedQuery(_unread_of)


def unread_notifications(request):
    """`unread_count`, counted only when a template shows it; 0 for the signed-out without a query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": 0}
    return {"unread_count": SimpleLazyObject(lambda: (_unread.first(member=user.pk) or [0])[0])}
