"""The page where a banner or popup stands, with it as its form says, before anything is stored."""

import base64
from copy import copy
from types import SimpleNamespace

from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import resolve, reverse

from displays.models import Banner
from pages.queries.front_page import home_page
from polibat.files.images import decode_picture, webp_bytes

LONGEST = 1140


def preview_page(request, form, context):
    """Show what `form` says; where it is not valid, say what is wrong. Nothing is written, no file either."""
    if not form.is_valid():
        return TemplateResponse(request, "admin/displays/preview_refused.html", {**context, "form": form}, status=422)
    display = form.instance
    # A new one has no id yet.
    display.public_id = display.public_id or f"{display.prefix}000000"
    for field, upload in form.uploads.items():
        if upload:
            setattr(display, field, SimpleNamespace(url=_as_address(upload)))
        elif form.cleaned_data.get("remove_image"):
            setattr(display, field, "")
    if display.stands_at != reverse("pages:home"):
        return _list_with(request, display)
    return home_page(request, **{"banner" if isinstance(display, Banner) else "popup": display})


def _list_with(request, banner):
    """The list on which `banner` stands as its own view makes it for the same person, with this banner alone."""
    asked = copy(request)
    asked.method, asked.GET = "GET", QueryDict()
    asked.path = asked.path_info = banner.stands_at
    asked.resolver_match = resolve(banner.stands_at)
    asked.banners_of_page, asked.is_banner_preview = [banner], True
    view, args, kwargs = asked.resolver_match
    return view(asked, *args, **kwargs)


def _as_address(upload):
    """The picture as it would be stored, inside an address."""
    picture = webp_bytes(decode_picture(upload, longest=LONGEST), LONGEST)
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
