"""What a member's standing means for every request."""

from django.shortcuts import redirect
from django.urls import reverse


def standing(get_response):
    """Send a member with a temporary password to the change form before anything else."""

    def middleware(request):
        if request.COOKIES.get("sessionid") and request.user.is_authenticated and request.user.must_change_password:
            allowed = {reverse("accounts:password-change"), reverse("accounts:logout")}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("accounts:password-change")
        return get_response(request)

    return middleware
