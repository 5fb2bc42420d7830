"""What fills the frame of my page (`accounts/me.html`), whichever app the page in it belongs to."""

from django.template import Context
from django.template.loader import render_to_string

from boards.models import MemberCounts
from pages.views.me_tabs import TABS, tab_of
from polibat.web.places import Place


def subscribe() -> None:
    """Fill the frame of my page."""
    Place.ME_TITLE.shown.subscribe(title)
    Place.ME_HEAD.shown.subscribe(head)
    Place.ME_TABS.shown.subscribe(tabs)


def title(context: Context) -> str:
    """Return the words of the tab to which the page belongs."""
    return _current(context).words


def head(context: Context) -> str:
    """Return who I am, and what I did and earned here, for one query."""
    member = context["request"].user
    standing = "정상" if member.is_in_good_standing else member.get_status_display()
    about = {"member": member, "counts": MemberCounts.objects.of(member), "standing": standing}
    return render_to_string("pages/me/_head.html", about)


def tabs(context: Context) -> str:
    """Return the ten tabs as links, the current one marked."""
    return render_to_string("pages/me/_tabs.html", {"tabs": TABS, "current": _current(context)})


def _current(context):
    match = context["request"].resolver_match
    return tab_of(match.view_name if match else "")
