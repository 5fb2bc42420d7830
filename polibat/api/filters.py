"""Filters of the API's lists: choices by key or Korean label, and Seoul days."""

from collections.abc import Mapping
from datetime import datetime

import django_filters
from django import forms
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

from polibat.days import PERIODS, days_of_period, moments_of_days

ALL = "전체"
# A period of days of one's own, which says nothing beside `from` and `to`.
CUSTOM = ("사용자지정", "custom")


class FilterBackend(DjangoFilterBackend):
    """Django-filter's backend, which tells the schema what each filter of ours takes."""

    def get_schema_operation_parameters(self, view):
        """The filters of a list, and what `DaysFilterSet` reads beside them."""
        filterset = getattr(view, "filterset_class", None)
        if filterset is None:
            return []
        own = filterset.base_filters.items()
        return [_parameter(name, _shape(one), one.extra.get("help_text", "")) for name, one in own] + (
            _parameters_of_days(filterset) if issubclass(filterset, DaysFilterSet) else []
        )


def _parameters_of_days(filterset):
    day = {"type": "string", "format": "date"}
    periods = [*PERIODS, *PERIODS.values(), *CUSTOM, ALL]
    return [
        _parameter("from", day, "첫날(서울, 그날 포함)."),
        _parameter("to", day, "마지막 날(서울, 그날 포함)."),
        _parameter("startDate", day, "from의 다른 이름."),
        _parameter("endDate", day, "to의 다른 이름."),
        _parameter("period", {"type": "string", "enum": periods}, "오늘까지의 기간. from과 to가 앞섭니다."),
        _parameter("dateType", {"type": "string", "enum": list(filterset.date_types)}, "날짜를 비교할 기준."),
    ]


def _parameter(name, schema, description):
    about = {"description": description} if description else {}
    return {"name": name, "in": "query", "required": False, "schema": schema, **about}


def _shape(own):
    """What a filter takes."""
    match own:
        case LabelledChoiceFilter():
            return {"type": "string", "enum": [*own.taken, ALL]}
        case django_filters.BooleanFilter():
            return {"type": "boolean"}
        case django_filters.DateFilter():
            return {"type": "string", "format": "date"}
        case django_filters.NumberFilter():
            return {"type": "integer", "minimum": own.extra.get("min_value", 1)}
    most = own.extra.get("max_length")
    return {"type": "string", "maxLength": most} if most else {"type": "string"}


class LabelledChoiceFilter(django_filters.CharFilter):
    """One of `choices`, by its key or its Korean label; `전체` and "" restrict nothing.

    `by(rows, key)` narrows where comparing a column is not enough.
    """

    # Set by the filter set whose copy of the filter this is.
    parent: django_filters.FilterSet

    def __init__(self, *args, choices, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.keys = {str(label): key for key, label in choices} | {key: key for key, _ in choices}
        self.taken = list(dict.fromkeys(str(key) for key, _ in choices))
        self.wanted = ", ".join(self.taken)

    def key_of(self, value):
        """The key of a choice by key or label; None where nothing is restricted."""
        return self.keys.get(value)

    def filter(self, qs, value):
        """The rows of the chosen value; raises ValidationError for one that is no choice."""
        if value and value not in {ALL, "ALL"} and value not in self.keys:
            name = next(name for name, own in self.parent.filters.items() if own is self)
            raise ValidationError({name: [f"{self.wanted} 가운데 하나를 보내 주세요."]})
        key = self.key_of(value)
        if key is None:
            return qs
        return self.by(qs, key) if self.by else super().filter(qs, key)


class YesNoField(forms.NullBooleanField):
    """true or false, in any case; another word would restrict nothing without saying so, and is refused."""

    widget = forms.TextInput

    def to_python(self, value):
        """True, False or None (nothing given); raises ValidationError."""
        found = super().to_python(value.lower() if isinstance(value, str) else value)
        if found is None and value:
            raise forms.ValidationError("true 또는 false를 보내 주세요.", code="invalid")
        return found


class YesNoFilter(django_filters.BooleanFilter):
    """Narrows by yes or no."""

    field_class = YesNoField


class DaysFilterSet(django_filters.FilterSet):
    """A list with `from`/`to` (days in Seoul, included, each optional), `period`, and `dateType` naming the column.

    Subclasses say `date_types = {"created": "created_at", …}`, the first being the default; `startDate`, `endDate` are
    other names of `from`, `to`. `from` after `to` is a bad request.
    """

    date_types = {"created": "created_at"}
    # The library makes an empty one of None.
    data: Mapping[str, str]

    @property
    def qs(self):
        """The filtered rows."""
        if not hasattr(self, "_in_days"):
            self._in_days = self._filter_days(super().qs)
        return self._in_days

    def _filter_days(self, rows):
        kind = self.data.get("dateType") or next(iter(self.date_types))
        if kind not in self.date_types:
            raise ValidationError({"dateType": [f"{', '.join(self.date_types)} 가운데 하나를 보내 주세요."]})
        since, until = moments_of_days(*self._days())
        column = self.date_types[kind]
        if since:
            rows = rows.filter(**{f"{column}__gte": since})
        return rows.filter(**{f"{column}__lt": until}) if until else rows

    def _days(self):
        first = self._day("from") or self._day("startDate")
        last = self._day("to") or self._day("endDate")
        if first and last and first > last:
            raise ValidationError({"from": ["시작일이 종료일보다 늦습니다."]})
        period = self.data.get("period") or ALL
        if first or last or period in {ALL, *CUSTOM, "ALL"}:
            return first, last
        try:
            return days_of_period(period)
        except KeyError:
            raise ValidationError({"period": [f"{', '.join(PERIODS)} 가운데 하나를 보내 주세요."]}) from None

    def _day(self, name):
        given = self.data.get(name)
        if not given:
            return None
        try:
            return datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            raise ValidationError({name: ["날짜를 2026-11-23처럼 보내 주세요."]}) from None


def ordered(request, rows, columns, *, default, direction="desc"):
    """`rows` by `sortBy` (a key of `columns`) and `sortOrder` (asc, desc), the key last as a tie-breaker.

    Raises ValidationError for any other column: what is no key of `columns` can be no order (password hashes neither).
    """
    by = request.query_params.get("sortBy") or default
    order = request.query_params.get("sortOrder") or direction
    if by not in columns:
        raise ValidationError({"sortBy": [f"{', '.join(columns)} 가운데 하나를 보내 주세요."]})
    if order not in {"asc", "desc"}:
        raise ValidationError({"sortOrder": ["asc 또는 desc를 보내 주세요."]})
    sign = "-" if order == "desc" else ""
    column = columns[by]
    return rows.order_by(f"{sign}{column}", f"{sign}pk") if column not in {"pk", "id"} else rows.order_by(f"{sign}pk")
