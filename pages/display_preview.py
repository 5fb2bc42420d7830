"""The first page with a banner or popup on it as its form says, before anything is stored."""

import base64
from types import SimpleNamespace

from django.template.response import TemplateResponse

from pages.front_page import home_page
from pages.models import Banner
from polibat.pictures import decode_picture, webp_bytes

LONGEST = 1140


def preview_page(request, form, *, context):
    """Show what `form` says; where it is not valid, say what is wrong. Nothing is written, no file either."""
    if not form.is_valid():
        return TemplateResponse(request, "admin/pages/preview_refused.html", {**context, "form": form}, status=422)
    display = form.instance
    # A new one has no id yet.
    display.public_id = display.public_id or f"{display.prefix}000000"
    for field, upload in form.uploads.items():
        if upload:
            setattr(display, field, SimpleNamespace(url=_as_address(upload)))
        elif form.cleaned_data.get("remove_image"):
            setattr(display, field, "")
    return home_page(request, **{"banner" if isinstance(display, Banner) else "popup": display})


def _as_address(upload):
    """The picture as it would be stored, inside an address."""
    picture = webp_bytes(decode_picture(upload), LONGEST)
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
