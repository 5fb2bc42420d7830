"""What a member's standing means for every request."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

MESSAGE = "임시 비밀번호를 먼저 변경해 주세요."


def standing(get_response):
    """Send a member with a temporary password to the change form before anything else.

    Only requests that carry a session are looked at, so visitors cost nothing here, and members nothing beyond the
    row that their page reads anyway.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if request.user.must_change_password and request.path not in {
            reverse("accounts:password-change"),
            reverse("accounts:logout"),
        }:
            return _to_the_change_form(request)
        return get_response(request)

    return middleware


def _to_the_change_form(request):
    # A script that asked for data would take the form for its answer.
    if not request.accepts("text/html"):
        return JsonResponse({"error": MESSAGE}, status=403)
    return redirect("accounts:password-change")
