"""Filters of the back office's lists: periods in Seoul days by the date one chooses (spec L9, L10)."""

from datetime import datetime

from django.contrib.admin import ListFilter

from polibat.days import PERIODS, days_of_period, moments_of_days

NAMES = ("period", "by", "since", "until")
# The days that the boxes held when the page was made: what differs was typed since.
FILLED = "filled"
CUSTOM = "custom"


class PeriodFilter(ListFilter):
    """검색기간, 검색일 기준 and two dates, both included.

    What is no date restricts nothing, a period that ends before it begins has no rows; the panel says either.
    """

    title = "검색기간"
    columns: tuple[tuple[str, str], ...] = ()

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        # The single date may be named all the same, unless a filter of that name reads the word.
        is_known = params.get("by", [""])[-1] in dict(self.columns)
        names = NAMES if is_known else self.expected_parameters()
        self.given = {name: params.pop(name, [""])[-1] for name in names}
        asked = self.given["period"]
        self.column = self.given["by"] if self.given.get("by") in dict(self.columns) else self.columns[0][0]
        self.errors = []
        self.since, self.until = self._day("since"), self._day("until")
        if asked in PERIODS and not (self.given["since"] or self.given["until"]):
            self.period, (self.since, self.until) = asked, days_of_period(asked)
        else:
            self.period = CUSTOM if self.given["since"] or self.given["until"] or asked == CUSTOM else ""
            self._check(asked)
        self.used_parameters = {name: value for name, value in self.given.items() if value}

    def _day(self, name):
        try:
            return datetime.strptime(self.given[name], "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            if self.given[name]:
                self.errors.append("날짜를 2026-11-23처럼 입력해 주세요.")
            return None

    def _check(self, asked):
        if self.since and self.until and self.since > self.until:
            self.errors.append("시작일이 종료일보다 늦습니다.")
        elif asked == CUSTOM and not (self.given["since"] or self.given["until"]):
            self.errors.append("사용자지정 기간의 시작일이나 종료일을 입력해 주세요.")

    @property
    def boxes(self):
        """The two dates as their boxes hold them: what was typed, or the days of the period."""
        if self.period == CUSTOM:
            return self.given["since"], self.given["until"]
        return self.since or "", self.until or ""

    @property
    def filled(self):
        """What the boxes hold, for `days_asked`."""
        return _filled(*self.boxes)

    @property
    def periods(self):
        """The periods to choose from, each with whether it is in use."""
        choices = [("", "전체"), *PERIODS.items(), (CUSTOM, "사용자지정")]
        return [(key, label, key == self.period) for key, label in choices]

    @property
    def bases(self):
        """The dates to choose from, the first being the one without a word in the address."""
        return [
            ("" if number == 0 else key, label, key == self.column) for number, (key, label) in enumerate(self.columns)
        ]

    @property
    def label(self):
        """What the chosen date is called."""
        return dict(self.columns)[self.column]

    def has_output(self):
        """Always."""
        return True

    def expected_parameters(self):
        """What this filter reads; of a single date there is nothing to choose."""
        return [name for name in NAMES if name != "by" or len(self.columns) > 1]

    def choices(self, changelist):
        """None: the panel draws `periods`, `bases` and `boxes`."""
        return []

    def pills(self):
        """The period and the days in use, in words."""
        if not (self.since or self.until):
            return []
        period = {**PERIODS, CUSTOM: "사용자지정"}[self.period]
        return [f"기간: {period}", f"{self.label}: {self.since or ''} ~ {self.until or ''}"]

    def queryset(self, request, queryset):
        """The rows of those days."""
        since, until = moments_of_days(self.since, self.until)
        if since:
            queryset = queryset.filter(**{f"{self.column}__gte": since})
        return queryset.filter(**{f"{self.column}__lt": until}) if until else queryset


def _filled(since, until):
    return f"{since}~{until}"


def days_asked(sent):
    """What a form with a period asks for, as the parameters of an address: dates that were typed, else the period.

    The boxes show the days of the chosen period; sent along unchanged, they must not outlive a change of the period.
    """
    period, since, until = (sent.get(name, "") for name in ("period", "since", "until"))
    dates = {name: day for name, day in (("since", since), ("until", until)) if day}
    if dates and _filled(since, until) != sent.get(FILLED, _filled("", "")):
        return dates
    if period == CUSTOM:
        return dates or {"period": CUSTOM}
    return {"period": period} if period else {}


def by_period(*columns):
    """A `PeriodFilter` over `columns` (name, label), the first being the default."""
    return type("PeriodFilter", (PeriodFilter,), {"columns": columns})
