"""Banners on pages whose apps know nothing of them: `banner_files` in the head, `banners` at their place."""

from django import template

from displays.models import Banner
from displays.queries.active_displays import banners_at, chosen

register = template.Library()

LABELS = {Banner.Position.BOARD_TOP: "게시판 배너", Banner.Position.SIDEBAR: "추천 배너"}


def _banners_of(request):
    """Those of the places outside of the first page, asked for once a request; staff may look at one alone."""
    if not hasattr(request, "banners_of_page"):
        preview = chosen(request.user, Banner, request.GET.get("preview", ""))
        request.is_banner_preview = preview is not None
        request.banners_of_page = [preview] if preview else banners_at(request.user, *LABELS)
    return request.banners_of_page


@register.inclusion_tag("displays/_banner_files.html", takes_context=True)
def banner_files(context, *positions):
    """The style and the script, where one of `positions` has a banner."""
    return {"is_needed": any(banner.position in positions for banner in _banners_of(context["request"]))}


@register.inclusion_tag("displays/_carousel.html", takes_context=True)
def banners(context, position):
    """What stands at `position`; nothing where there is none."""
    request = context["request"]
    return {
        "banners": [banner for banner in _banners_of(request) if banner.position == position],
        "label": LABELS[position],
        "place": position.lower().replace("_", "-"),
        "is_preview": request.is_banner_preview,
    }
