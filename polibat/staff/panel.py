"""The search and filter panel above the back office's lists: a form by GET, made of whatever filters a list has."""

from operator import attrgetter
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import QueryDict
from django.shortcuts import redirect

from polibat.staff.columns import SizedChangeList
from polibat.staff.filters import FILLED, NAMES, PeriodFilter, days_asked
from polibat.staff.people import people_shown

PICK = "pick"
# What the panel's own boxes send; empty they mean nothing.
OWN = {PICK, FILLED, SEARCH_VAR, *NAMES}
PLACES = {"p", "e"}


class PanelAdmin(admin.ModelAdmin):
    """A list with the panel and a choice of page sizes, headed by the name of its rows."""

    show_facets = admin.ShowFacets.NEVER
    # What the button that adds a row says, where it is not Django's.
    add_words = ""
    list_per_page = 20
    # Where a row holds the public id of the person whom it is about; "" where it is about nobody.
    person = ""

    def get_changelist(self, request, **kwargs):
        """The kind of list: one whose page has as many rows as one chooses."""
        return SizedChangeList

    def changelist_view(self, request, extra_context=None):
        """The list; what the panel's form sent is led to the address that says the same."""
        if request.method == "GET" and {PICK, FILLED} & request.GET.keys():
            return redirect(f"{request.path}?{plain_query(request.GET)}")
        # In place of `변경할 …을(를) 선택하세요`.
        context = {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        response = super().changelist_view(request, context)
        if changelist := _context_of(response).get("cl"):
            self.note_shown(request, changelist.result_list)
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The page of a row."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if row := _context_of(response).get("original"):
            self.note_shown(request, [row])
        return response

    def note_shown(self, request, rows):
        """Tell that `rows` were shown to whoever asks, where they are about people."""
        if self.person:
            people = [attrgetter(self.person)(row) for row in rows]
            people_shown.publish(request=request, what=str(self.opts.verbose_name), people=people)


def _context_of(response):
    return getattr(response, "context_data", None) or {}


def plain_query(sent):
    """The query of the list that the panel's form asks for: its choices spelled out, empty boxes left out."""
    query = QueryDict(mutable=True)
    for name, values in sent.lists():
        if name not in OWN:
            query.setlist(name, values)
    for name in (SEARCH_VAR, "by"):
        if sent.get(name):
            query[name] = sent[name]
    for choice in sent.getlist(PICK):
        for name, value in parse_qsl(choice, keep_blank_values=True):
            query.appendlist(name, value)
    query.update(days_asked(sent))
    return query.urlencode()


def select_of(spec, changelist):
    """A filter of Django's as a select: its name, and its choices as the part of a query that each stands for."""
    own = set(spec.expected_parameters())
    options = [
        (_part(parse_qsl(choice["query_string"][1:], keep_blank_values=True), own), _words(choice), choice["selected"])
        for choice in spec.choices(changelist)
    ]
    # What an address asks for though it is no choice stays in force while another filter is chosen.
    asked = [(name, value) for name, values in changelist.filter_params.items() if name in own for value in values]
    if asked and not any(selected for _, _, selected in options):
        options.append((_part(asked, own), ", ".join(value for _, value in asked), True))
    return {"title": spec.title, "options": options}


def _part(pairs, own):
    return urlencode([(name, value) for name, value in pairs if name in own])


def _words(choice):
    # What restricts nothing is called 전체, as everywhere on the site; Django calls it 모두.
    return "전체" if choice["display"] == "모두" else choice["display"]


def boxes_of(changelist):
    """The boxes of the panel in the order of the filters: selects, and periods with their dates."""
    return [
        {"period": spec} if isinstance(spec, PeriodFilter) else {"select": select_of(spec, changelist)}
        for spec in changelist.filter_specs
    ]


def kept_of(changelist):
    """What else the address says and the panel keeps: the size, the order, days of a hierarchy."""
    read = {name for spec in changelist.filter_specs for name in spec.expected_parameters()}
    left_out = read | PLACES | {SEARCH_VAR}
    return [(name, value) for name, values in changelist.given.lists() for value in values if name not in left_out]
