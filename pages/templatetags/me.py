"""Words of my page."""

from django import template

from accounts.models import Member

register = template.Library()

KINDS = {Member.Kind.AIDE: "정치인 보좌진"}


@register.filter
def kind_words(member):
    """What kind of member this is, as my page says it."""
    return KINDS.get(member.kind, member.get_kind_display())
