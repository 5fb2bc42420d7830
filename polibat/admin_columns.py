"""Columns of the back office's lists as staff know them (staff.md §2, §3): numbers, short dates, badges in colours."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.html import format_html

from polibat.admin_site import MENU

LIST_NAMES = {label: name for entries in MENU.values() for label, name in entries.items()}


class NumberedChangeList(ChangeList):
    """A list whose rows know their places among all that fit, counted on over the pages."""

    def get_results(self, request):
        """The rows of the page, numbered."""
        super().get_results(request)
        for number, row in enumerate(self.result_list, start=(self.page_num - 1) * self.list_per_page + 1):
            row.list_number = number


class KnownList:
    """A list with 번호, headed by what the menu calls it."""

    def get_changelist(self, request, **kwargs):
        """The kind of list."""
        return NumberedChangeList

    def changelist_view(self, request, extra_context=None):
        """The list under the name that led to it."""
        return super().changelist_view(request, {"title": LIST_NAMES[self.opts.label], **(extra_context or {})})

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
