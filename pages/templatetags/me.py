"""The frame of my page: whoever extends `me/base.html` gets it, whichever app the page belongs to."""

from django import template

from accounts.models import Member
from boards.models import MemberCounts
from pages.views.me_tabs import TABS, tab_of

register = template.Library()

KINDS = {Member.Kind.AIDE: "정치인 보좌진"}


@register.filter
def kind_words(member):
    """What kind of member this is, as my page says it."""
    return KINDS.get(member.kind, member.get_kind_display())


@register.inclusion_tag("me/_head.html", takes_context=True)
def me_head(context):
    """Who I am, and what I did and earned here, in one query."""
    member = context["request"].user
    standing = "정상" if member.is_in_good_standing else member.get_status_display()
    return {"member": member, "counts": MemberCounts.objects.of(member), "standing": standing}


@register.inclusion_tag("me/_tabs.html", takes_context=True)
def me_tabs(context):
    """The ten tabs as links, the current one marked."""
    return {"tabs": TABS, "current": _current(context)}


@register.simple_tag(takes_context=True)
def me_title(context):
    """The words of the tab to which the page belongs."""
    return _current(context).words


def _current(context):
    match = context["request"].resolver_match
    return tab_of(match.view_name if match else "")
