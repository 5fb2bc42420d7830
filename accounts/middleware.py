"""What a member's standing means for every request."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse


def standing(get_response):
    """Send a member with a temporary password to the change form before anything else.

    Only requests that carry a session are looked at, so visitors cost nothing here.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if request.user.must_change_password and request.path not in {
            reverse("accounts:password-change"),
            reverse("accounts:logout"),
        }:
            return redirect("accounts:password-change")
        return get_response(request)

    return middleware
