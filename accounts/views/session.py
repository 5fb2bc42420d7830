"""Beginning a session: where somebody just proved who they are, by a password or by a mailed code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.shortcuts import redirect

from accounts.services import two_factor
from accounts.services.devices import remember_device
from accounts.services.reauthentication import mark_log_in
from accounts.views.redirects import BACKEND, with_next
from accounts.views.two_factor import ask_for_code


def sign_in(request, member, *, words, target, stay=False):
    """Sign a member in and say so in `words`; lead to `target`, by way of what is asked first.

    Whoever has a second factor is asked for it; until then nobody is signed in.
    """
    if two_factor.is_enrolled(member):
        return ask_for_code(request, member, stay=stay, target=target)
    start_session(request, member, backend=BACKEND)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if stay else 0)
    if member.kind == member.Kind.STAFF:
        mark_log_in(request, with_code=False)
    messages.success(request, words)
    response = redirect(target if member.has_agreed else with_next("accounts:agree", target))
    remember_device(request, response, member)
    return response
