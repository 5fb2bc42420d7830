"""A forgotten password: address and nickname, then the mailed code, then a temporary password by mail."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.settings import FindAccountForm, ResetCodeForm
from accounts.services import request_reset_code, reset_password
from accounts.services.codes import LIFETIME
from polibat.client import ip_of
from polibat.forms import form_page


@never_cache
@require_http_methods(["GET", "POST"])
def find_account(request):
    """Three steps on one page; what the first step said travels along as typed, so nothing is remembered here.

    The second step follows whether or not the pair belongs together: nicknames are public, and a page that knew would
    tell whose address it is.
    """
    form = FindAccountForm(request.POST or None)
    if not form.is_bound:
        return form_page(request, "accounts/find_account.html", form, step=1)
    if "code" in request.POST and "resend" not in request.POST:
        return _second_step(request, form)
    if form.is_valid():
        values = form.cleaned_data
        form.perform(request_reset_code, values["email"], nickname=values["nickname"], ip=ip_of(request))
    if form.errors:
        return form_page(request, "accounts/find_account.html", form, step=1)
    return _page(request, form, ResetCodeForm(), step=2, seconds=int(LIFETIME.total_seconds()), just_sent=True)


def _second_step(request, form):
    code_form = ResetCodeForm(request.POST)
    if form.is_valid() and code_form.is_valid():
        code_form.perform(reset_password, form.cleaned_data["email"], code=code_form.cleaned_data["code"].strip())
        if not code_form.errors:
            return _page(request, form, code_form, step=3)
    if code_form.has_error("__all__", "expired") or form.errors:
        form.errors.setdefault("__all__", code_form.errors.pop("__all__", form.error_class()))
        return form_page(request, "accounts/find_account.html", form, step=1)
    seconds = request.POST.get("seconds", "")
    return _page(
        request, form, code_form, step=2, seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 4 else 0
    )


def _page(request, form, code_form, **context):
    return form_page(request, "accounts/find_account.html", code_form, find_form=form, **context)
