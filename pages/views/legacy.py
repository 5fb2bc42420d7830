"""The addresses of the old site, which people and search engines still know: each leads for good to its successor."""

import re
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from boards.models import Board

# Where each old page lives now (spec W9).
PAGES = {
    "index": "/",
    "header": "/",
    "footer": "/",
    "board": "/free/",
    "board_01": "/free/",
    "write": "/free/write/",
    "edit": "/free/",
    "voice": "/voice/",
    "voice_01": "/voice/",
    "write_voice": "/voice/write/",
    "vote_board": "/polls/",
    "vote": "/polls/",
    "notice": "/notices/",
    "notice_01": "/notices/",
    "feedback": "/suggestions/",
    "feedback_01": "/suggestions/write/",
    "feedback_02": "/suggestions/",
    "login": "/login/",
    "signup": "/signup/",
    "find_account": "/find-account/",
    "member_info": "/me/",
    "mypage": "/me/",
    "privacy": "/privacy/",
    "terms": "/terms/",
}
# Pages of one text; their `?id=` leads to it when it is an id of ours. The old numbers stood for samples.
OF_ONE_TEXT = {"board_01", "edit", "voice_01", "vote", "notice_01", "feedback_02"}
PUBLIC_ID = re.compile(r"([A-Z]{2})[0-9]{6,12}", re.ASCII)
OLD_HOSTS = ("polibat.com", "www.polibat.com")
OLD_PAGE = re.compile(r"/(?:([a-z_0-9]+)\.html|board(?:/[0-9]{1,9})?)/?", re.ASCII)
SLUGS = {board.prefix: board.slug for board in Board} | {"RC": Board.SUGGESTION.slug}


@require_safe
def old_page(request, page):
    """Lead from an old page to its successor; Http404 for a name that the old site did not have."""
    if page not in PAGES:
        raise Http404
    return HttpResponsePermanentRedirect(successor(page, request.GET, host=request.get_host()))


def successor(page, asked, *, host):
    """The address that took the place of the old `page` with the parameters `asked`."""
    if page in OF_ONE_TEXT and (found := PUBLIC_ID.fullmatch(asked.get("id", ""))) and found[1] in SLUGS:
        address = f"/{SLUGS[found[1]]}/{found[0]}/"
        return f"{address}edit/" if page == "edit" else address
    if page == "signup" and asked.get("tab") == "politician":
        return "/signup/politician/"
    if page == "login" and (target := _inside(asked.get("redirect", ""), host=host)):
        return f"/login/?{urlencode({'next': target})}"
    return PAGES[page]


def _inside(target, *, host):
    """`target` as a path of this site, an old one replaced by its successor; "" when it leads elsewhere."""
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={host, *OLD_HOSTS}):
        return ""
    parts = urlsplit(target)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    if old := OLD_PAGE.fullmatch(path):
        return PAGES.get(old[1] or "board", "/")
    address = f"{path}?{parts.query}" if parts.query else path
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
