"""The page that asks members to agree to policies that changed, before they write again."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.agreement import AgreementForm
from accounts.models import Consent
from accounts.models.member import AGREE_FIRST
from accounts.services.agreement import agree as store_agreement
from accounts.services.agreement import asked_of
from accounts.views.login import agree_address
from accounts.views.redirects import safe_target
from polibat.web.forms import posted
from polibat.web.sign_in import members_only
from policies.models import PolicyVersion
from policies.queries import consent_requirements

# Fields of this page's own; whatever else comes along is what the member was about to send.
TARGET, RESEND = "agree-next", "agree-resend"
OWN = {"versions", TARGET, RESEND, "csrfmiddlewaretoken"}


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request):
    """Show what changed, take the agreement, and lead back; what was about to be sent is sent on (307)."""
    target = safe_target(request, request.POST.get(TARGET) or request.GET.get("next") or "")
    asked = list(asked_of(request.user))
    form = AgreementForm(posted(request), asked=asked)
    if not asked and not request.user.has_agreed:
        # This process still knows of a version that was taken back; what it refuses must not lead here in circles.
        consent_requirements.clear_cache()
        target = target if request.user.has_agreed else reverse("pages:home")
    if not asked and not form.is_bound:
        return redirect(target)
    if form.is_bound and _is_agreed(form, request.user, asked):
        if RESEND not in request.POST:
            messages.success(request, "동의해 주셔서 감사합니다. 이제 글을 쓰고 반응하실 수 있습니다.")
            return redirect(target)
        return HttpResponse(status=307, headers={"Location": target})
    carried = _carried(request) if RESEND in request.POST else None
    return _page(request, form, asked, target, carried=carried, status=form.status)


def _is_agreed(form, member, asked):
    """Whether nothing is left to agree to: because of this form, or because another tab was quicker."""
    if asked and form.is_valid():
        form.perform(store_agreement, member, versions=list(form.cleaned_data["versions"]))
    return not asked or not form.errors


def agree_first(request):
    """Answer a request that was refused for want of an agreement, in the way that its sender understands."""
    if request.headers.get("HX-Request"):
        context = {"reason": AGREE_FIRST, "address": agree_address(_page_before(request))}
        return render(request, "accounts/agree_first.html", context, status=403)
    if not request.accepts("text/html") or request.headers.get("Sec-Fetch-Dest") == "empty":
        address = agree_address(_page_before(request))
        return JsonResponse({"error": AGREE_FIRST, "agree": address}, status=403)
    if request.method != "POST":
        return redirect(agree_address(request.get_full_path()))
    asked = list(asked_of(request.user))
    form = AgreementForm(asked=asked)
    if request.FILES:
        # Files cannot be carried along, so a form with some is opened anew.
        return _page(request, form, asked, _page_before(request), carried=None, status=403)
    return _page(request, form, asked, request.get_full_path(), carried=_carried(request), status=403)


def _carried(request):
    """What the member was about to send, field by field."""
    return [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]


def _page(request, form, asked, target, *, carried, status):
    """The page around the form; `carried` (None: nothing) is sent on once the member agreed."""
    chosen = request.POST.getlist("versions") if form.is_bound else []
    context = {
        "form": form,
        "asked": [_shown(version, request.user, chosen) for version in asked],
        "target": target,
        "carried": carried or [],
        "is_sent_on": carried is not None,
        "lost_files": bool(request.FILES),
    }
    return render(request, "accounts/agree.html", context, status=status)


def _shown(version, member, chosen):
    """A version with what it is compared to: the one agreed to last, else the one before it."""
    agreed = Consent.objects.filter(member=member, version__template=version.template_id)
    last = agreed.order_by("-version__effective_at").values_list("version__public_id", flat=True).first()
    if last is None:
        announced = PolicyVersion.objects.announced()
        earlier = announced.filter(template=version.template_id, effective_at__lt=version.effective_at)
        last = earlier.order_by("-effective_at").values_list("public_id", flat=True).first()
    address = version.template.get_absolute_url()
    return {
        "version": version,
        "is_chosen": version.public_id in chosen,
        "text": f"{address}?version={version.public_id}",
        "changes": f"{address}?version={version.public_id}&compare={last}" if last else "",
    }


def _page_before(request):
    """The page on which the button was pressed, as far as it says; else the first page."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return reverse("pages:home")
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
