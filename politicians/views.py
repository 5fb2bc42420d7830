"""Pages of politicians: the directory, the picker, the name card."""

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from polibat.forms import form_page
from polibat.page_cache import cached_for_visitors
from politicians import services
from politicians.forms import DirectorySearch, NameCardForm
from politicians.models import Politician
from politicians.picker import options_for

CARDS_A_PAGE = 24
QR_SECONDS = 24 * 3600


@require_safe
@cached_for_visitors("politicians")
def politician_list(request):
    """The directory: everybody in office, then those who were, by 가나다."""
    search = DirectorySearch(request.GET)
    page = Paginator(search.found(), CARDS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "politicians/politician_list.html", {"page": page, "search": search})


@require_safe
@cached_for_visitors("politicians")
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
    code = segno.make(request.build_absolute_uri(politician.get_absolute_url()), error="m", micro=False)
    code.save(picture, kind="svg", scale=4, border=2, light="white", xmldecl=False)
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={QR_SECONDS}"
    return response


@login_required
def card_edit(request):
    """Change the name card of the politician for whom the member speaks."""
    politician = Politician.objects.represented_by(request.user)
    if not politician or not request.user.has_perm("politicians.change_namecard", politician):
        raise PermissionDenied("명함카드는 승인된 정치인과 보좌진만 고칠 수 있습니다.")
    form = NameCardForm(request.POST or None, request.FILES or None, instance=politician.name_card)
    if form.submit(services.save_name_card, by=request.user, **form.photo_changes):
        messages.success(request, "명함 카드 정보가 성공적으로 저장되었습니다!")
        return redirect("politicians:card-edit")
    shown = Politician.objects.for_card().get(pk=politician.pk)
    return form_page(request, "politicians/card_edit.html", form, politician=shown)
