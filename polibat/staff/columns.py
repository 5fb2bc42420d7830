"""Columns of the back office's lists as staff know them (spec L11, L37): numbers, short dates, badges in colours."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.utils import timezone
from django.utils.html import format_html

from polibat.staff.site import MENU

LIST_NAMES = {label: name for entries in MENU.values() for label, name in entries.items()}
SIZES = (10, 20, 50, 100)
SIZE = "size"


class SizedChangeList(ChangeList):
    """A list of which one chooses how many rows a page has; what is no size is the usual one."""

    def __init__(self, request, *args, **kwargs):
        self.given = request.GET
        super().__init__(request, *args, **kwargs)
        self.others = [(name, value) for name, value in request.GET.items() if name not in {SIZE, "p", "e"}]

    def get_filters_params(self, params=None):
        """The parameters of filters, which the size is not."""
        return {name: values for name, values in super().get_filters_params(params).items() if name != SIZE}

    def get_filters(self, request):
        """The filters; a column holds no NUL, and is not asked for one."""
        found = specs, _, others, *_ = super().get_filters(request)
        columns = [spec.used_parameters for spec in specs if isinstance(spec, admin.FieldListFilter)]
        names = {name for given in (*columns, others) for name in given}
        if any("\x00" in value for name in names for value in request.GET.getlist(name)):
            raise IncorrectLookupParameters
        return found

    def get_results(self, request):
        """As many rows as were asked for."""
        asked = request.GET.get(SIZE, "")
        if asked in map(str, SIZES):
            self.list_per_page = int(asked)
        super().get_results(request)

    @property
    def sizes(self):
        """The sizes to choose from, each with whether it is in use; the list's own is among them."""
        return [(size, size == self.list_per_page) for size in sorted({*SIZES, self.list_per_page})]

    @property
    def previous_page(self):
        """The query of the page before this one; empty on the first."""
        return self.get_query_string({PAGE_VAR: self.page_num - 1}) if self.page_num > 1 else ""

    @property
    def next_page(self):
        """The query of the page after this one; empty on the last."""
        return self.get_query_string({PAGE_VAR: self.page_num + 1}) if self.page_num < self.paginator.num_pages else ""

    @property
    def first_number(self):
        """The place of the page's first row among all that fit."""
        return (self.page_num - 1) * self.list_per_page + 1 if self.multi_page else 1

    @property
    def last_number(self):
        """The place of the page's last row."""
        return self.first_number + len(self.result_list) - 1


class NumberedChangeList(SizedChangeList):
    """A list whose rows know their places among all that fit, counted on over the pages."""

    def get_results(self, request):
        """The rows of the page, numbered."""
        super().get_results(request)
        for number, row in enumerate(self.result_list, start=self.first_number):
            row.list_number = number


# What a known list is mixed into.
_Admin = admin.ModelAdmin if TYPE_CHECKING else object


class KnownList(_Admin):
    """A list with 번호, headed by what the menu calls it and by what staff do there; `add_words` are on its button."""

    lead = ""
    add_words: str

    def get_changelist(self, request, **kwargs):
        """The kind of list."""
        return NumberedChangeList

    def changelist_view(self, request, extra_context=None):
        """The list under the name that led to it."""
        heading = {"title": LIST_NAMES[self.opts.label], "lead": self.lead, "add_words": self.add_words}
        return super().changelist_view(request, {**heading, **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form in the words of the button that leads to it."""
        words = {}
        if self.add_words:
            words["save_words"] = "수정하기" if object_id else "등록하기"
        if self.add_words and not object_id:
            words["title"] = self.add_words
        return super().changeform_view(request, object_id, form_url, {**words, **(extra_context or {})})

    @admin.display(description="번호")
    def number(self, row):
        """The place of the row in the list."""
        return row.list_number


def badge(words, tone, *, outlined=False):
    """Words in the colour that staff know them by."""
    kind = "outline" if outlined else "full"
    return format_html('<span class="badge" data-kind="{}" data-tone="{}">{}</span>', kind, tone, words)


def short_moment(moment):
    """A moment of Seoul as lists say it, 26.11.25. 14:30; `-` for none."""
    return (
        format_html('<span class="line">{}</span>', f"{timezone.localtime(moment):%y.%m.%d. %H:%M}") if moment else "-"
    )


def exact_moment(moment):
    """A moment of Seoul where seconds matter, 26.11.25. 14:30:05; `-` for none."""
    if not moment:
        return "-"
    return format_html('<span class="line">{}</span>', f"{timezone.localtime(moment):%y.%m.%d. %H:%M:%S}")
