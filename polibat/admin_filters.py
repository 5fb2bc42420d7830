"""Filters of the back office's lists: periods in Seoul days by the date one chooses (staff.md §2)."""

from datetime import datetime

from django.contrib.admin import ChoicesFieldListFilter, ListFilter

from polibat.api.filters import PERIODS, days_of_period, moments_of_days

NAMES = ("period", "by", "since", "until")


class PeriodFilter(ListFilter):
    """검색기간, 검색일 기준 and two dates, both included; what is no date restricts nothing and is said."""

    title = "검색기간"
    template = "admin/period_filter.html"
    columns = ()

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name, [""])[-1] for name in NAMES}
        self.others = [(name, value) for name, value in request.GET.items() if name not in {*NAMES, "p", "e"}]
        self.period = given["period"] if given["period"] in PERIODS else ""
        self.column = given["by"] if given["by"] in dict(self.columns) else self.columns[0][0]
        self.errors = []
        self.since, self.until = self._day(given["since"]), self._day(given["until"])
        if self.since and self.until and self.since > self.until:
            self.errors.append("시작일이 종료일보다 늦습니다.")
        if not self.since and not self.until and self.period:
            self.since, self.until = days_of_period(self.period)
        elif self.since or self.until:
            self.period = "custom"
        self.used_parameters = {name: value for name, value in given.items() if value}

    def _day(self, text):
        if not text:
            return None
        try:
            return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            self.errors.append("날짜를 2026-11-23처럼 입력해 주세요.")
            return None

    def has_output(self):
        """Always."""
        return True

    def expected_parameters(self):
        """What this filter reads."""
        return list(NAMES)

    def choices(self, changelist):
        """What the template draws."""
        periods = [("", "전체"), *PERIODS.items(), ("custom", "사용자지정")]
        yield {
            "selected": bool(self.since or self.until),
            "periods": [(key, label, key == self.period) for key, label in periods],
            "columns": [(key, label, key == self.column) for key, label in self.columns],
        }

    def pills(self):
        """The period and the days in use, in words."""
        if not (self.since or self.until):
            return []
        label = dict(self.columns)[self.column]
        period = {**PERIODS, "custom": "사용자지정"}[self.period]
        return [f"기간: {period}", f"{label}: {self.since or ''} ~ {self.until or ''}"]

    def queryset(self, request, queryset):
        """The rows of those days."""
        since, until = moments_of_days(self.since, self.until)
        if since:
            queryset = queryset.filter(**{f"{self.column}__gte": since})
        return queryset.filter(**{f"{self.column}__lt": until}) if until else queryset


def by_period(*columns):
    """A `PeriodFilter` over `columns` (name, label), the first being the default."""
    return type("PeriodFilter", (PeriodFilter,), {"columns": columns})


def choice_called(title):
    """A filter over the choices of a column, under the name that staff know it by."""

    def begin(self, *args, **kwargs):
        ChoicesFieldListFilter.__init__(self, *args, **kwargs)
        self.title = title

    return type("ChoiceFilter", (ChoicesFieldListFilter,), {"__init__": begin})
