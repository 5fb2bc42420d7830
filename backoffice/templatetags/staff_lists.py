"""What stands around a list of the back office: its cards, and the filters that are in use (spec L5, L6)."""

from itertools import cycle
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from polibat.files.exports import TYPES
from polibat.staff.admin import MOST_COUNTED
from polibat.staff.columns import SIZE
from polibat.staff.filters import PeriodFilter
from polibat.staff.panel import boxes_of, kept_of

register = template.Library()


@register.inclusion_tag("admin/_stat_cards.html", takes_context=True)
def stat_cards(context, changelist):
    """The figures over all rows, whatever is filtered."""
    page = _staff_list(changelist)
    return {"cards": page.cards_of(context["request"].user) if page else []}


@register.inclusion_tag("admin/_export_links.html", takes_context=True)
def export_links(context, changelist):
    """The list as a file, in each kind, filtered as it is."""
    if not (_staff_list(changelist) and context["request"].user.has_perm("backoffice.add_staffexport")):
        return {}
    listed, query = changelist.opts.label_lower.replace(".", "/"), changelist.get_query_string(remove=["p"])
    addresses = {ending: reverse("backoffice:list-export", args=[listed, ending]) for ending in TYPES}
    return {"links": [(ending, address + query) for ending, address in addresses.items()]}


def _staff_list(changelist):
    return getattr(changelist.model_admin, "staff_list", None)


@register.inclusion_tag("admin/_filter_panel.html")
def filter_panel(changelist):
    """The search box, the filters, a pill for each one in use, and the way back to none."""
    tones = cycle(("blue", "green"))
    pills = [pill for spec in changelist.filter_specs for pill in _pills(spec, changelist, tones)]
    if changelist.query:
        pills.append((f"검색어: {changelist.query}", "gray"))
    return {
        "cl": changelist,
        "searches": bool(changelist.search_fields),
        "boxes": boxes_of(changelist),
        "kept": kept_of(changelist),
        "pills": pills,
        "reset": _reset(changelist),
    }


def _reset(changelist):
    """The list without filters; how many rows a page has and which date a period means stay."""
    periods = [spec for spec in changelist.filter_specs if isinstance(spec, PeriodFilter)]
    stays = [SIZE, *(name for spec in periods for name in spec.expected_parameters() if name == "by")]
    return f"?{urlencode([(name, changelist.given[name]) for name in stays if name in changelist.given])}"


def _pills(spec, changelist, tones):
    if isinstance(spec, PeriodFilter):
        return zip(spec.pills(), ("purple", "orange"), strict=False)
    _, *others = spec.choices(changelist)
    return [(f"{spec.title}: {choice['display']}", next(tones)) for choice in others if choice["selected"]]


@register.simple_tag
def result_total(changelist):
    """How many rows fit, as far as they are counted."""
    page = _staff_list(changelist)
    unit = page.unit if page else "건"
    number = f"{changelist.result_count:,}{unit}"
    return f"{number} 이상" if changelist.result_count >= MOST_COUNTED else number
