"""A forgotten password: address and nickname, then the mailed code, then a temporary password by mail."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.settings import FindAccountForm, ResetCodeForm
from accounts.services.codes import LIFETIME
from polibat.web.client import ip_of
from polibat.web.forms import form_page, posted

LIFETIME_SECONDS = int(LIFETIME.total_seconds())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_account(request):
    """Three steps on one page; what the first step said travels along as typed, so nothing is remembered here.

    The second step follows whether or not the pair belongs together: nicknames are public, and a page that knew would
    tell whose address it is.
    """
    form = FindAccountForm(posted(request))
    is_resend = "resend" in request.POST
    if "code" in request.POST and not is_resend:
        return _try_code(request, form)
    if form.is_bound and form.send_code(ip=ip_of(request)):
        return _page(request, form, ResetCodeForm(), step=2, seconds=LIFETIME_SECONDS, just_sent=True)
    if is_resend and form.throttled_for:
        return _page(request, form, ResetCodeForm(), step=2, seconds=_seconds_left(request))
    return _page(request, form, step=1)


def _try_code(request, form):
    code_form = ResetCodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, step=1)
    if code_form.reset_password_of(form.cleaned_data["email"]):
        return _page(request, form, step=3)
    if code_form.has_error("code", "expired"):
        form.add_error(None, code_form.errors["code"].data)
        return _page(request, form, step=1)
    return _page(request, form, code_form, step=2, seconds=_seconds_left(request))


def _seconds_left(request):
    """What the page's clock showed; the clock only informs, the code's row decides."""
    seconds = request.POST.get("seconds", "")
    return min(int(seconds), LIFETIME_SECONDS) if seconds.isascii() and seconds.isdigit() and len(seconds) < 4 else 0


def _page(request, form, code_form=None, **context):
    decisive = code_form if code_form is not None and code_form.is_bound else form
    context |= {"find_form": form, "code_form": code_form}
    return form_page(request, "accounts/find_account.html", decisive, **context)
