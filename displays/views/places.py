"""Banners on pages whose apps know nothing of them: at their places, and in the head what they need."""

from django.template import Context
from django.template.loader import render_to_string

from displays.models import Banner
from displays.queries.active_displays import banners_at, chosen
from polibat.templatetags.components import constant
from polibat.web.places import Place

LABELS = {Banner.Position.BOARD_TOP: "게시판 배너", Banner.Position.SIDEBAR: "추천 배너"}


def subscribe() -> None:
    """Fill the places above and beside lists and texts."""
    Place.BOARD_TOP.shown.subscribe(above_the_list)
    Place.BOARD_TOP.needed.subscribe(files_above_the_list)
    Place.SIDEBAR.shown.subscribe(beside)
    Place.SIDEBAR.needed.subscribe(files_beside)


def above_the_list(context: Context) -> str:
    """Return the banners above a list; nothing where there is none."""
    return _shown(context, Banner.Position.BOARD_TOP)


def files_above_the_list(context: Context) -> str:
    """Return the style and the script of banners, where one stands above the list."""
    return _needed(context, Banner.Position.BOARD_TOP)


def beside(context: Context) -> str:
    """Return the banners beside (on phones below) a list or a text; nothing where there is none."""
    return _shown(context, Banner.Position.SIDEBAR)


def files_beside(context: Context) -> str:
    """Return the style and the script of banners, where one stands beside."""
    return _needed(context, Banner.Position.SIDEBAR)


def _banners_of(request):
    """Those of the places outside of the first page, asked for once a request; staff may look at one alone."""
    if not hasattr(request, "banners_of_page"):
        preview = chosen(request.user, Banner, request.GET.get("preview", ""))
        request.is_banner_preview = preview is not None
        request.banners_of_page = [preview] if preview else banners_at(request.user, *LABELS)
    return request.banners_of_page


def _at(context, position):
    return [banner for banner in _banners_of(context["request"]) if banner.position == position]


def _shown(context, position):
    banners = _at(context, position)
    if not banners:
        return ""
    asked = {"place": position.lower().replace("_", "-"), "is_preview": context["request"].is_banner_preview}
    return render_to_string("displays/_carousel.html", {"banners": banners, "label": LABELS[position], **asked})


def _needed(context, position):
    return constant("displays/_banner_files.html") if _at(context, position) else ""
