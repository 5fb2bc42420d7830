"""A member's own notifications."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from notifications.models import Notification
from notifications.services import mark_read
from polibat.web.sign_in import members_only, members_only_json

A_PAGE = 20
LARGEST_KEY = 2**63 - 1


@never_cache
@members_only
@require_safe
def notification_list(request):
    """The newest first, with `?unread=1` only what was not looked at; opening one marks it read."""
    mine = Notification.objects.visible_to(request.user).select_related("actor")
    only_unread = request.GET.get("unread") == "1"
    page = Paginator(mine.unread() if only_unread else mine, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "only_unread": only_unread, "newest": mine.values_list("pk", flat=True).first()}
    return render(request, "notifications/notification_list.html", context)


@members_only
@require_POST
def notification_open(request, pk):
    """Mark one as read and go where it points."""
    notification = _mine(request, pk)
    return redirect(notification.url or "notifications:notification-list")


@members_only
@require_POST
def notification_read(request, pk):
    """Mark one as read and stay in the list."""
    _mine(request, pk)
    return redirect(f"{_list_address(request)}#notification-{pk}")


@members_only
@require_POST
def notification_read_all(request):
    """Mark all as read, up to the newest that the list showed: what came meanwhile was not seen yet."""
    newest = request.POST.get("newest", "")
    newest = min(int(newest), LARGEST_KEY) if newest.isascii() and newest.isdigit() else LARGEST_KEY
    mark_read(Notification.objects.visible_to(request.user).filter(pk__lte=newest))
    return redirect(_list_address(request))


@never_cache
@members_only_json
@require_safe
def notification_count(request):
    """How many are unread, for the bell: 204 when it shows that number already, 401 when nobody is signed in."""
    unread = Notification.objects.visible_to(request.user).unread().count()
    if request.GET.get("shown") == str(unread):
        return HttpResponse(status=204)
    return JsonResponse({"unread": unread})


def _mine(request, pk):
    """One of the member's own, marked as read."""
    mine = Notification.objects.visible_to(request.user)
    notification = get_object_or_404(mine, pk=pk)
    mark_read(mine.filter(pk=pk))
    return notification


def _list_address(request):
    """The list as the form that was sent stood in it."""
    asked = {name: request.POST[name] for name in ("unread", "page") if request.POST.get(name, "").isdecimal()}
    address = reverse("notifications:notification-list")
    return f"{address}?{urlencode(asked)}" if asked else address
