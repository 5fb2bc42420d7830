"""A member's own notifications."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from notifications.models import Notification
from notifications.services import mark_read

A_PAGE = 20


@never_cache
@login_required
@require_GET
def notification_list(request):
    """The newest first; opening one marks it read."""
    mine = Notification.objects.visible_to(request.user).select_related("actor")
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/notification_list.html", {"page": page})


@login_required
@require_POST
def notification_open(request, pk):
    """Mark one as read and go where it points."""
    mine = Notification.objects.visible_to(request.user)
    notification = get_object_or_404(mine, pk=pk)
    mark_read(mine.filter(pk=pk))
    return redirect(notification.url or "notifications:notification-list")


@login_required
@require_POST
def notification_read_all(request):
    """Mark all as read."""
    mark_read(Notification.objects.visible_to(request.user))
    return redirect("notifications:notification-list")
