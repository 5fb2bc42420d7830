"""Filters of staff lists: words, ids, choices, yes or no, and where they stand in the panel (spec L7, L8)."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from polibat.api.filters import ALL, DaysFilterSet, LabelledChoiceFilter, YesNoFilter
from polibat.lists.panel import Panel
from polibat.text import clean_line

LONGEST = 100


def filter_set(date_types: dict[str, tuple[str, str]], **filters: Any) -> Any:
    """A FilterSet with these filters; `dateType` takes each key and its Korean label: `{key: (label, column)}`."""
    columns = {key: column for key, (_, column) in date_types.items()}
    labels = dict(date_types.values())
    periods = [(column, label) for label, column in date_types.values()]
    return type("StaffFilters", (DaysFilterSet,), {"date_types": columns | labels, "periods": periods, **filters})


def searched(condition: Callable[[str], Q]) -> Any:
    """A filter for `search`: `condition(term)` gives what a row has to fulfil."""

    def narrow(rows: QuerySet, name: str, value: str) -> QuerySet:
        term = clean_line(value)[:LONGEST].strip()
        return rows.filter(condition(term)) if term else rows

    return typed(narrow, "아이디(앞부분), 닉네임, 제목이나 내용에서 찾습니다.")


def one(field: str, title: str = "") -> Any:
    """A filter for the rows about the thing of one public id, called `title` in the panel while it is in use."""

    def narrow(rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{field: clean_line(value).upper()})

    return typed(narrow, "공개 아이디.", Panel(title, when_asked=True) if title else None)


def choice(
    field: str,
    choices: Iterable[tuple[str, str]],
    *,
    also: Iterable[tuple[str, str]] = (),
    by: Callable[[Any, str], QuerySet] | None = None,
    panel: Panel | None = None,
) -> Any:
    """A filter for one of `choices`, by key or label; `also` are other labels, `by` narrows in a way of its own."""
    choices = list(choices)
    keys = " | ".join(f"{key}({label})" for key, label in choices)
    own = LabelledChoiceFilter(field_name=field, choices=[*choices, *also], by=by, help_text=f"{keys} | {ALL}")
    return boxed(own, panel and panel.of(choices))


def yes_or_no(
    field: str = "", *, by: Callable[[Any, bool], QuerySet] | None = None, panel: Panel | None = None, **kwargs: Any
) -> Any:
    """A filter by yes or no of a column, or by `by(rows, wanted)`."""
    method = {"method": lambda rows, name, wanted: by(rows, wanted)} if by else {"field_name": field}
    return boxed(YesNoFilter(**method, **kwargs), panel)


def typed(method: Callable[[Any, str, str], QuerySet], help_text: str, panel: Panel | None = None) -> Any:
    """A filter by what somebody types, which `method(rows, name, value)` looks for in a way of its own."""
    return boxed(django_filters.CharFilter(method=method, help_text=help_text), panel)


def boxed(own: Any, panel: Panel | None) -> Any:
    """The filter `own` with its box in the panel."""
    own.panel = panel
    return own
