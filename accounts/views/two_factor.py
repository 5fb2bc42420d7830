"""The second step of staff's log-in, and setting it up."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.two_factor import CodeForm
from accounts.services import send_enrolment_code, two_factor, use_enrolment_code
from accounts.services.backends import EmailBackend
from accounts.services.devices import remember_device
from accounts.services.reauthentication import PROVED, Reauthentication, mark_log_in
from accounts.views.redirects import BACKEND, safe_next
from polibat.web.client import ip_of
from polibat.web.forms import PlainForm, form_page, posted
from polibat.web.sign_in import members_only

PENDING = "two_factor_pending"
# The epoch in which a session gave the mailed code that a first enrolment needs.
PROVED_BY_MAIL = "enrolment_proved"
# How long after the password the code may be given.
PATIENCE = 10 * 60


def ask_for_code(request, member, *, stay, target):
    """Lead a member whose password was right to the second step; until then nobody is signed in."""
    request.session[PENDING] = {
        "pk": member.pk,
        "hash": member.get_session_auth_hash(),
        "stay": stay,
        "at": int(timezone.now().timestamp()),
    }
    return redirect(reverse("accounts:two-factor", query={"next": target}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def two_factor_step(request):
    """Ask for the code after the password, or in a session that has not given one yet."""
    target = safe_next(request)
    member = request.user if request.user.is_authenticated else _pending(request)
    if member is None:
        messages.info(request, "다시 로그인해 주세요.")
        return redirect(reverse("accounts:login", query={"next": target}))
    if not two_factor.is_enrolled(member) or (request.user.is_authenticated and Reauthentication(request).has_code):
        return redirect(target)
    form = CodeForm(posted(request))
    if form.is_bound and form.is_valid():
        form.perform(two_factor.verify, member, code=form.cleaned_data["code"], ip=ip_of(request))
        if not form.errors:
            _let_in(request, member)
            response = redirect(target)
            remember_device(request, response, member)
            return response
    return form_page(request, "accounts/two_factor.html", form, next=target)


def _pending(request):
    """The member whose password was right a moment ago and who may still be signed in."""
    waiting = request.session.get(PENDING)
    if not waiting or timezone.now().timestamp() - waiting["at"] > PATIENCE:
        return None
    member = EmailBackend().get_user(waiting["pk"])
    return member if member and member.get_session_auth_hash() == waiting["hash"] else None


def _let_in(request, member):
    if not request.user.is_authenticated:
        stay = request.session.pop(PENDING)["stay"]
        start_session(request, member, backend=BACKEND)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if stay else 0)
        messages.success(request, "로그인에 성공하였습니다!")
        mark_log_in(request, with_code=True)
    else:
        since = request.session.get("signed_in_at")
        mark_log_in(request, with_code=True)
        request.session["signed_in_at"] = since or request.session[PROVED]


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def two_factor_setup(request):
    """Enrol: scan, type the first code, keep the recovery codes."""
    member = request.user
    if not member.level:
        raise PermissionDenied("운영자만 볼 수 있는 페이지입니다.")
    if two_factor.is_enrolled(member):
        return render(request, "accounts/two_factor_status.html")
    if request.session.get(PROVED_BY_MAIL) != member.session_epoch:
        return _ask_for_mailed_code(request)
    secret = two_factor.begin_enrolment(member)
    form = CodeForm(posted(request))
    if form.is_bound and form.is_valid():
        codes = form.perform(two_factor.confirm_enrolment, member, code=form.cleaned_data["code"], ip=ip_of(request))
        if codes:
            del request.session[PROVED_BY_MAIL]
            update_session_auth_hash(request, member)
            mark_log_in(request, with_code=True)
            return _codes_page(request, codes)
    return form_page(
        request,
        "accounts/two_factor_setup.html",
        form,
        key=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=_picture(two_factor.enrolment_address(member, secret)),
        is_required=two_factor.is_required(member),
        next=safe_next(request),
    )


def _ask_for_mailed_code(request):
    """The step before a first second factor, so that whoever has the password alone enrols no telephone of theirs."""
    is_sent = "send" in request.POST or "mailed" in request.POST
    form, sender = CodeForm(posted(request) if "mailed" in request.POST else None), PlainForm(posted(request))
    target = safe_next(request)
    if "send" in request.POST:
        sender.perform(send_enrolment_code, request.user, ip=ip_of(request))
    elif form.is_bound and form.is_valid():
        form.perform(use_enrolment_code, request.user, code=form.cleaned_data["code"])
        if not form.errors:
            request.session[PROVED_BY_MAIL] = request.user.session_epoch
            return redirect(reverse("accounts:two-factor-setup", query={"next": target}))
    # A second wish within the minute is refused, and the code of the first still counts.
    return form_page(
        request,
        "accounts/two_factor_mail.html",
        sender if sender.errors else form,
        code_form=form,
        is_sent=is_sent,
        next=target,
    )


@never_cache
@members_only
@require_POST
def recovery_codes(request):
    """New recovery codes, after a code that proves the app is still at hand."""
    form = CodeForm(request.POST)
    member = request.user
    if form.is_valid():
        form.perform(two_factor.verify, member, code=form.cleaned_data["code"], ip=ip_of(request))
        if not form.errors:
            return _codes_page(request, two_factor.new_recovery_codes(member, by=member))
    return form_page(request, "accounts/two_factor_status.html", form)


def _codes_page(request, codes):
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": safe_next(request)})


def _picture(address):
    code = segno.make(address, error="m", micro=False)
    # Made here of figures alone, and without inline styles.
    return mark_safe(code.svg_inline(scale=5, border=3, dark="#000", light="#fff", title="등록용 QR 코드"))  # noqa: S308
