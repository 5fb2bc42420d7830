"""Pages of politicians: the directory, the picker, the name card."""

import io

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Member
from accounts.views.nickname import nickname_data
from accounts.views.redirects import safe_next, shown_next, with_next
from accounts.views.session import sign_in
from accounts.views.signup import signup_page, signup_step
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.web.canonical import site_url
from polibat.web.client import ip_of
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only
from politicians import services
from politicians.forms.picker import options_for
from politicians.forms.politicians import WANTS_MAIL, ApplicationForm, DirectorySearch, NameCardForm, SignupForm
from politicians.models import Application, NameCard, Politician, Region
from politicians.queries.places import place_context, provinces_with_counts

CARDS_A_PAGE = 24
QR_SECONDS = 24 * 3600


def _sent(request):
    """Return what was sent, even when nothing was filled in; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


@require_safe
@cache_page_for_visitors(Tag.POLITICIANS)
def politician_list(request):
    """The directory: everybody in office, then those who were, by 가나다."""
    search = DirectorySearch(request.GET)
    page = Paginator(search.found(), CARDS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "politicians/politician_list.html", {"page": page, "search": search})


@require_safe
@cache_page_for_visitors(Tag.POLITICIANS)
def place_list(request):
    """The map: every 시도 with how many serve there."""
    provinces, proportional = provinces_with_counts()
    context = {"provinces": provinces, "proportional": proportional, "structured": _trail(request)}
    return render(request, "politicians/place_list.html", context)


@require_safe
@cache_page_for_visitors(Tag.POLITICIANS)
def place_detail(request, public_id):
    """One place: who serves there, and the places inside it."""
    region = get_object_or_404(Region.objects.select_related("parent"), public_id=public_id)
    steps = [(step.name, step.get_absolute_url()) for step in (region.parent, region) if step]
    context = place_context(region) | {"structured": _trail(request, *steps)}
    return render(request, "politicians/place_detail.html", context)


def _trail(request, *steps):
    """The way to a place, in the words of schema.org."""
    trail = [
        ("정치인", reverse("politicians:politician-list")),
        ("지역별", reverse("politicians:place-list")),
        *steps,
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": f"{site_url(request)}{address}"}
            for position, (name, address) in enumerate(trail, 1)
        ],
    }


@require_safe
@cache_page_for_visitors(Tag.POLITICIANS)
def politician_picker(request):
    """The options of the picker for `?q=`: a fragment for its script."""
    query = request.GET.get("q", "")
    options, has_more = options_for(query)
    context = {"options": options, "has_more": has_more, "query": query.strip()}
    return render(request, "politicians/_picker_options.html", context)


@require_safe
def politician_qr(request, public_id):
    """The QR code that leads to a profile, as a picture."""
    politician = get_object_or_404(Politician, public_id=public_id)
    picture = io.BytesIO()
    code = segno.make(f"{site_url(request)}{politician.get_absolute_url()}", error="m", micro=False)
    code.save(picture, kind="svg", scale=4, border=2, light="white", xmldecl=False)
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={QR_SECONDS}"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request):
    """Politicians and aides apply here; staff decide before they may write."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return redirect(target) if shown_next(target) else redirect("pages:me")
    form = SignupForm(nickname_data(request), request.FILES or None, initial=_prefilled(request))
    step = signup_step(request, form)
    if step is None and form.is_bound and (member := form.join(ip=ip_of(request), apply=_apply_with(form))):
        words = f"{member.nickname}님, 가입 신청을 받았습니다."
        return sign_in(request, member, words=words, target=with_next("politicians:signup-done", target))
    return signup_page(request, "politicians/signup.html", form, step, wants_mail=WANTS_MAIL)


def _prefilled(request):
    """What a link says about whom the application is for: `?politician=` with the public id."""
    asked = request.GET.get("politician", "")
    politician = Politician.objects.with_party().filter(public_id=asked).first() if asked.isascii() else None
    if politician is None:
        return {}
    return {"politician": politician, "assisted": politician, "affiliation": politician.party_name}


def _apply_with(form):
    return lambda member: services.apply_as_politician(
        form.application(), by=member, documents=form.cleaned_data["documents"]
    )


@require_safe
def signup_done(request):
    """Say what happens after an application, with the way back to where it began."""
    return render(request, "politicians/signup_done.html", {"next": shown_next(safe_next(request))})


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def application_detail(request):
    """Show the state of one's application, and take another one after a refusal."""
    if not request.user.speaks_for_politician:
        raise PermissionDenied("정치인과 보좌진 회원의 가입 신청을 보는 곳입니다.")
    mine = Application.objects.filter(member=request.user).select_related("politician__party")
    last = mine.prefetch_related("documents").first()
    form = None
    if request.user.has_perm("politicians.add_application"):
        form = _application_form(request, last)
        if form.perform(lambda: _apply_with(form)(request.user)):
            messages.success(request, f"가입 신청을 {'다시 ' if last else ''}보냈습니다.")
            return redirect("politicians:application-detail")
    context = {"application": last, "form": form}
    return render(request, "politicians/application_detail.html", context, status=form.status if form else 200)


def _application_form(request, last):
    """Begin with what was said the last time."""
    is_aide = request.user.kind == Member.Kind.AIDE
    initial = {"stated_name": request.user.nickname}
    if last:
        initial = {name: getattr(last, name) for name in ("stated_name", "affiliation", "politician", "wants_mail")}
    return ApplicationForm(_sent(request), request.FILES or None, initial=initial, is_aide=is_aide)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def card_edit(request):
    """Change the name card of the politician for whom the member speaks."""
    politician = Politician.objects.represented_by(request.user)
    if not politician or not request.user.has_perm("politicians.change_namecard", politician):
        raise PermissionDenied("명함카드는 승인된 정치인과 보좌진만 고칠 수 있습니다.")
    form = NameCardForm(_sent(request), request.FILES or None, instance=politician.name_card)
    shown = Politician.objects.for_card().get(pk=politician.pk)
    if "preview" in request.POST:
        return _card_preview(request, form, shown)
    if form.submit(services.save_name_card, by=request.user, **form.photo_changes):
        _tell_saved(request, form)
        return redirect(f"{reverse('politicians:card-edit')}?saved=1")
    return form_page(request, "politicians/card_edit.html", form, politician=shown, saved="saved" in request.GET)


def _card_preview(request, form, shown):
    """How the card would look, as far as its fields can be shown: the page, or the card alone for a script."""
    form.is_valid()
    shown.card = form.instance
    for name in form.errors.keys() & {field.name for field in NameCard._meta.fields}:
        setattr(shown.card, name, "")
    if request.POST["preview"] == "part":
        return render(request, "politicians/_name_card.html", {"politician": shown})
    return form_page(request, "politicians/card_edit.html", form, politician=shown, is_preview=True)


def _tell_saved(request, form):
    """Say what was stored; a picture is said by itself."""
    changes = form.photo_changes
    if changes["photo"]:
        messages.success(request, "프로필 사진이 업로드되었습니다!")
    elif changes["remove_photo"]:
        messages.success(request, "프로필 사진이 제거되었습니다.")
    messages.success(request, "명함 카드 정보가 성공적으로 저장되었습니다!")
