"""What a member's session and standing mean for every request."""

from django.conf import settings
from django.contrib.auth import logout as end_session
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from accounts.services import two_factor
from accounts.services.reauthentication import Reauthentication
from accounts.views.agreement import agree_first

MESSAGE = "임시 비밀번호를 먼저 변경해 주세요."


def member_status(get_response):
    """Send a member with a temporary password to the change form, and one who has to agree to policies to that page.

    The first before anything else, the second where they were refused for want of it. Only requests that carry a
    session are looked at, so visitors cost nothing here, and members nothing beyond the row that their page reads.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return get_response(request)
        response = _staff_door(request) or (
            _to_the_change_form(request) if _must_change(request) else get_response(request)
        )
        # What a member saw belongs into nobody else's cache, and is asked for anew after signing out.
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(request, exception):
        """Lead a member who was refused for want of an agreement to the page that asks for it."""
        is_refused = isinstance(exception, PermissionDenied) and request.user.is_authenticated
        if is_refused and request.user.is_in_good_standing and not request.user.has_agreed:
            return agree_first(request)
        return None

    middleware.process_exception = process_exception
    return middleware


def _staff_door(request):
    """What stands before staff: a log-in that has lasted its time ends, and the back office may ask for a code.

    Without a code that is required a level counts nowhere, on public pages neither.
    """
    member = request.user
    if not member.is_authenticated or member.kind != member.Kind.STAFF:
        return None
    session = Reauthentication(request)
    if session.is_over:
        end_session(request)
        return redirect_to_login(request.get_full_path() if request.method != "POST" else reverse("admin:index"))
    member.lacks_code = not session.has_code and two_factor.is_required(member)
    is_office = request.path.startswith(reverse("admin:index")) and request.path != reverse("admin:logout")
    if not is_office or session.has_code or not member.level:
        return None
    if two_factor.is_enrolled(member):
        return redirect(reverse("accounts:two-factor", query={"next": request.get_full_path()}))
    if two_factor.is_required(member):
        return redirect(reverse("accounts:two-factor-setup", query={"next": request.get_full_path()}))
    return None


def _must_change(request):
    if not request.user.is_authenticated or not request.user.must_change_password:
        return False
    return request.path not in {reverse("accounts:password-change"), reverse("accounts:logout")}


def _to_the_change_form(request):
    # A script that asked for data would take the form for its answer.
    if not request.accepts("text/html"):
        return JsonResponse({"error": MESSAGE}, status=403)
    return redirect("accounts:password-change")
