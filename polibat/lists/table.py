"""A staff list as a table of the admin: columns, cards, panel, search and file are the list's own (spec L5 to L14)."""

from functools import cache
from typing import TYPE_CHECKING

from django.contrib.admin import ListFilter, ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from rest_framework.exceptions import ValidationError

from polibat.lists.base import StaffList
from polibat.lists.columns import in_table
from polibat.lists.panel import ALL, Panel, panels_of
from polibat.staff.columns import KnownList, NumberedChangeList
from polibat.staff.filters import PeriodFilter, by_period


class PanelFilter(ListFilter):
    """One filter of a list as a box of the panel; the list narrows its rows by what this hands over.

    What is no choice, in an old address or a typed one, restricts nothing.
    """

    name = ""
    panel: Panel

    def __init__(self, request, params, model, model_admin):
        self.title, self.parameter = self.panel.title, self.panel.param or self.name
        super().__init__(request, params, model, model_admin)
        value = params.pop(self.parameter, [""])[-1]
        self.value = "" if "\x00" in value else value
        if value:
            self.used_parameters[self.parameter] = value
        self.options = self.panel.options()
        if self.panel.when_asked and self.value and not self.options:
            self.options = [(self.value, self.value)]

    def has_output(self):
        """Whether the panel has a box for it."""
        return bool(self.value) if self.panel.when_asked else bool(self.options)

    def expected_parameters(self):
        """What it reads of the address."""
        return [self.parameter]

    def choices(self, changelist):
        """Nothing, and each choice."""
        query = changelist.get_query_string
        yield {
            "selected": not self.value,
            "query_string": query(remove=[self.parameter]),
            "display": "처리 전" if self.panel.waiting else "전체",
        }
        for value, words in [(ALL, "전체"), *self.options] if self.panel.waiting else self.options:
            yield {"selected": self.value == value, "query_string": query({self.parameter: value}), "display": words}

    def queryset(self, request, queryset):
        """All of them; see `given`."""
        return queryset

    @property
    def given(self):
        """What the list is asked."""
        if not self.value:
            return self.panel.waiting
        is_choice = self.value in dict(self.options)
        return {self.name: self.panel.wanted(self.value)} if is_choice and self.value != ALL else {}


@cache
def panel_filters(staff_list):
    """The filters of the panel above the table of `staff_list`, its period among them."""
    period = by_period(*staff_list.filters.periods)
    boxes = []
    for name, panel in panels_of(staff_list.filters):
        boxes.append(type("OwnFilter", (PanelFilter,), {"name": name, "panel": panel}))
        if name == staff_list.period_after:
            boxes.append(period)
    return boxes if period in boxes else [*boxes, period]


# What the class below is mixed into.
_Admin = ModelAdmin if TYPE_CHECKING else object


class StaffChangeList(NumberedChangeList):
    """The rows of a staff list: what its API would answer to the same filters and words."""

    model_admin: "StaffListAdmin"

    def get_filters(self, request):
        """The filters; what they ask for is asked of the list, once."""
        if not hasattr(self, "_filters"):
            self._filters = super().get_filters(request)
            self.root_queryset = self._asked(request)
        return self._filters

    def _asked(self, request):
        staff_list, rows = self.model_admin.staff_list, self.model_admin.rows(request)
        self.asked = {}
        for spec in self._filters[0]:
            self.asked |= spec.given if isinstance(spec, PanelFilter) else {}
        if self.query:
            self.asked["search"] = self.query
        if request.method == "POST" and not (self.asked or request.GET):
            # An act on the page of a row names it by its key; what the list leaves out unasked is within reach too.
            return staff_list.for_table(self.model_admin.get_queryset(request))
        try:
            found = staff_list.narrowed(rows, self.asked)
        except ValidationError as error:
            raise IncorrectLookupParameters from error
        return staff_list.for_table(found)

    @property
    def is_typed(self):
        """Whether the address narrows by columns for which the list has no filter."""
        return bool(self._filters[2])

    @property
    def export_filters(self):
        """The same as the query parameters of the list in the API, the period among them."""
        period = next(spec for spec in self.filter_specs if isinstance(spec, PeriodFilter))
        # The names come before the Korean ones.
        keys = {column: key for key, column in reversed(self.model_admin.staff_list.filters.date_types.items())}
        days = {"from": period.since, "to": period.until}
        asked = {name: str(day) for name, day in days.items() if day}
        return self.asked | ({**asked, "dateType": keys[period.column]} if asked else {})

    def get_results(self, request):
        """The rows of the page, with what is counted for them alone."""
        super().get_results(request)
        self.result_list = self.model_admin.staff_list.fill_table(list(self.result_list))


class StaffListAdmin(KnownList, _Admin):
    """The table of `staff_list`; the admin that it is mixed into has the pages and the acts of one row."""

    staff_list: type[StaffList]
    search_fields = ["pk"]
    list_display_links = None

    @property
    def lead(self):
        """What staff do here."""
        return self.staff_list.lead

    @property
    def search_help_text(self):
        """What the search box takes."""
        return self.staff_list.search_help

    def rows(self, request):
        """Every row that the member may see."""
        return self.staff_list.rows(request.user)

    def note_shown(self, request, rows):
        """The list knows whom its rows are about."""
        self.staff_list.note_shown(request, rows)

    def get_changelist(self, request, **kwargs):
        """The kind of list."""
        return StaffChangeList

    def get_list_display(self, request):
        """번호 and the columns of the list."""
        return ["number", *(_displayed(column) for column in in_table(self.staff_list.columns))]

    def get_list_display_links(self, request, list_display):
        """The columns that lead to the page of a row; None where cells have links of their own."""
        return [column for column in list_display if getattr(column, "opens", False)] or None

    def get_list_filter(self, request):
        """The filters of the list."""
        return panel_filters(self.staff_list)

    def lookup_allowed(self, lookup, value, request):
        """What the filters of the list are called in addresses, and what Django allows."""
        own = {panel.param or name for name, panel in panels_of(self.staff_list.filters)}
        return lookup in own or super().lookup_allowed(lookup, value, request)

    def get_ordering(self, request):
        """By what the table is sorted unless something else is asked."""
        return self.staff_list.table_order()

    def get_search_results(self, request, queryset, search_term):
        """The rows as they are: the list has searched them."""
        return queryset, False

    def response_action(self, request, queryset):
        """Hand whole rows to the acts: those of the list lack what a table does not show."""
        chosen = queryset.order_by().values("pk")
        return super().response_action(request, self.get_queryset(request).filter(pk__in=chosen))


@cache
def _displayed(column):
    """A column as the admin's tables take it."""

    def show(row):
        return column.shown(row)

    show.__name__ = column.name or column.key or "plain"
    show.short_description, show.opens = column.heading, column.opens
    if column.order:
        show.admin_order_field = column.order
    if column.is_flag:
        show.boolean = True
    return show
