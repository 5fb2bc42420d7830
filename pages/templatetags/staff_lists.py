"""What stands around a list of the back office: its cards, and the filters that are in use (staff.md §2)."""

from django import template

from pages.list_export import export_address
from pages.staff_cards import cards_of
from polibat.admin_filters import PeriodFilter
from polibat.api.exports import TYPES

register = template.Library()


@register.inclusion_tag("admin/_stat_cards.html", takes_context=True)
def stat_cards(context, changelist):
    """The figures over all rows, whatever is filtered."""
    return {"cards": cards_of(changelist.model, by=context["request"].user)}


@register.inclusion_tag("admin/_export_links.html", takes_context=True)
def export_links(context, changelist):
    """The list as a file, in each kind, filtered as it is."""
    if not context["request"].user.has_perm("insights.add_staffexport"):
        return {}
    query = changelist.get_query_string(remove=["p"])
    addresses = [(ending, export_address(changelist.model, ending)) for ending in TYPES]
    return {"links": [(ending, address + query) for ending, address in addresses if address]}


@register.inclusion_tag("admin/_applied_filters.html")
def applied_filters(changelist):
    """A pill for each filter in use, and the way back to none."""
    pills = [pill for spec in changelist.filter_specs for pill in _pills(spec, changelist)]
    if changelist.query:
        pills.append(f"검색어: {changelist.query}")
    return {"pills": pills}


def _pills(spec, changelist):
    if isinstance(spec, PeriodFilter):
        return spec.pills()
    _, *others = spec.choices(changelist)
    return [f"{spec.title}: {choice['display']}" for choice in others if choice["selected"]]
