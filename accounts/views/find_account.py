"""A forgotten password: the address, then the mailed code with the new password, and one is signed in."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.settings import FindAccountForm, ResetForm
from accounts.services.codes import LIFETIME
from accounts.views.redirects import safe_next, shown_next, with_next
from accounts.views.session import sign_in
from polibat.web.client import ip_of
from polibat.web.forms import form_page, posted

LIFETIME_SECONDS = int(LIFETIME.total_seconds())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_account(request):
    """Two steps on one page; what the first step said travels along, so nothing is remembered here.

    The second step follows whether or not the address is a member's: a page that knew would tell who is one.
    """
    form = FindAccountForm(posted(request))
    is_resend = "resend" in request.POST
    if "code" in request.POST and not is_resend:
        return _try_code(request, form)
    if form.is_bound and form.send_code(ip=ip_of(request)):
        return _page(request, form, ResetForm(), step=2, seconds=LIFETIME_SECONDS, just_sent=True)
    if is_resend and form.later:
        return _page(request, form, ResetForm(), step=2, seconds=_seconds_left(request))
    return _page(request, form, step=1)


def _try_code(request, form):
    reset_form = ResetForm(request.POST)
    if not form.is_valid():
        return _page(request, form, step=1)
    if member := reset_form.reset_password_of(form.cleaned_data["email"]):
        if member.is_active:
            words = "새 비밀번호로 바꾸고 로그인했습니다."
            return sign_in(request, member, words=words, target=safe_next(request))
        return _page(request, form, step=3)
    if reset_form.has_error("code", "expired"):
        form.add_error(None, reset_form.errors["code"].data)
        return _page(request, form, step=1)
    return _page(request, form, reset_form, step=2, seconds=_seconds_left(request))


def _seconds_left(request):
    """What the page's clock showed; the clock only informs, the code's row decides."""
    seconds = request.POST.get("seconds", "")
    return min(int(seconds), LIFETIME_SECONDS) if seconds.isascii() and seconds.isdigit() and len(seconds) < 4 else 0


def _page(request, form, reset_form=None, **context):
    decisive = reset_form if reset_form is not None and reset_form.is_bound else form
    target = safe_next(request)
    context |= {
        "find_form": form,
        "reset_form": reset_form,
        # As it is written to; what was typed may have been full-width.
        "address": getattr(form, "cleaned_data", {}).get("email") or "",
        "next": shown_next(target),
        "login": with_next("accounts:login", target),
    }
    return form_page(request, "accounts/find_account.html", decisive, **context)
