"""The base of the staff lists: rows, filters, order, cards and columns, each said once (spec L5 to L14).

The admin's table (`polibat.lists.table`), the API (`polibat.lists.api`) and the files read them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from polibat.api.filters import LabelledChoiceFilter, ordered
from polibat.cache.statements import Plans, PreparedList
from polibat.files import exports
from polibat.lists.columns import Column, in_file
from polibat.lists.panel import address_of
from polibat.staff.people import people_shown

# The query parameters that a list is asked with.
Given = Mapping[str, str]

# Cards are looked at often and change slowly.
CARDS_CACHE_SECONDS = 5
DIRECTIONS = ("asc", "desc")
MOST_RANKED = 10_000
# Beside the filters: what says which page of which order is wanted.
NO_FILTERS = {"page", "limit", "cursor", "sortBy", "sortOrder", "format", "dateType"}


def asked_for(given: Given) -> dict[str, str]:
    """The filters among the query parameters `given`."""
    return {name: value for name, value in given.items() if value and name not in NO_FILTERS}


@dataclass(frozen=True)
class Asked:
    """What a list was asked, as the kit's order reads it."""

    query_params: Given


@dataclass(frozen=True)
class Card:
    """A figure above the table: the number of rows that a press on it, which sets `filters`, leaves.

    `key` is its name in the API; without a `label` it stands there alone.
    """

    key: str
    label: str = ""
    filters: dict[str, str] = field(default_factory=dict)


class StaffList:
    """One list of the back office. Subclasses are asked by the admin, the API and jobs, never made into instances.

    `key` is its name in the API's addresses, `title` that of its files; the API's schema calls its rows `row_name` and
    says `row_words` about them.
    `orders` are the columns by which it can be sorted (indexed, never empty). `page_orders` are others, by which a page
    of the API can be asked for and no file: they have page numbers and no cursor, and an expression puts what is empty
    last. Those in `numbers` change with every view or like; the newest `MOST_RANKED` rows are sorted by them.
    What the table says about itself is `lead` and `search_help`; its cards count in `unit`s, its period stands behind
    the filter `period_after`.
    """

    key = ""
    title = ""
    row_name = row_words = ""
    lead = ""
    search_help = ""
    unit = "건"
    permission = ""
    model: Any = None
    filters: Any = None
    period_after = ""
    orders: ClassVar[dict[str, str]] = {"createdAt": "created_at"}
    default_order = "createdAt"
    page_orders: ClassVar[dict[str, Any]] = {}
    numbers: ClassVar[dict[str, Any]] = {}
    cards: Sequence[Card] = ()
    columns: Sequence[Column] = ()
    # Where a row holds the public id of the person whom it is about; "" where it is about nobody.
    person = ""
    # Whether `rows` are the same for everybody of the same rights who may see the list, at any time.
    is_same_for_all = False
    _plans: ClassVar[dict[tuple, Plans]] = {}

    @classmethod
    def note_shown(cls, request: Any, rows: Sequence[Any]) -> None:
        """Tell that `rows` were shown to whoever asks, where they are about people."""
        if cls.person:
            people = [attrgetter(cls.person)(row) for row in rows]
            people_shown.publish(request=request, what=cls.title, people=people)

    @classmethod
    def rows(cls, by: Any) -> QuerySet:
        """Every row that `by` may see, with what is shown of it."""
        raise NotImplementedError

    @classmethod
    def fill(cls, rows: list) -> list:
        """Add to the rows of a page what is counted for them alone; the rows."""
        return rows

    @classmethod
    def fill_for(cls, rows: list, by: Any) -> list:
        """The same for the page that `by` asked for; lists add what depends on who asks."""
        return cls.fill(rows)

    @classmethod
    def total(cls) -> int | None:
        """How many rows there are without filters, where that is kept; None where it has to be counted."""
        return None

    @classmethod
    def total_of(cls, given: Given) -> int | None:
        """How many rows the query parameters `given` leave, where that is kept; None where it has to be counted."""
        return None if asked_for(given) else cls.total()

    @classmethod
    def filtered(cls, by: Any, given: Given) -> QuerySet:
        """The rows that fit the query parameters `given`; raises ValidationError."""
        return cls.narrowed(cls.rows(by), given)

    @classmethod
    def narrowed(cls, rows: QuerySet, given: Given) -> QuerySet:
        """Those of `rows` that fit the query parameters `given`; raises ValidationError."""
        if cls.is_whole(given) and not given.get("dateType"):
            return cls.whole(rows)
        found = cls.filters(given, queryset=rows)
        if not found.is_valid():
            raise ValidationError(found.errors)
        return found.qs

    @classmethod
    def whole(cls, rows: QuerySet) -> QuerySet:
        """What the filters leave of `rows` where nothing is asked, without making a form of a dozen fields for it."""
        return rows

    @classmethod
    def asked(cls, by: Any, given: Given) -> QuerySet:
        """The same in the order that `given` asks for."""
        return ordered(Asked(given), cls.filtered(by, given), cls.orders, default=cls.default_order)

    @classmethod
    def in_page_order(cls, by: Any, given: Given) -> QuerySet:
        """The same by one of `page_orders` or `numbers`."""
        name, direction = given["sortBy"], given.get("sortOrder") or "desc"
        if direction not in DIRECTIONS:
            raise ValidationError({"sortOrder": ["asc 또는 desc를 보내 주세요."]})
        rows = cls.filtered(by, given)
        if name in cls.numbers:
            rows = rows.filter(pk__in=rows.order_by("-pk").values("pk")[:MOST_RANKED])
        column, is_down = {**cls.page_orders, **cls.numbers}[name], direction == "desc"
        if isinstance(column, str):
            return rows.order_by(f"{'-' * is_down}{column}", f"{'-' * is_down}pk")
        turned = column.desc(nulls_last=True) if is_down else column.asc(nulls_last=True)
        return rows.order_by(turned, f"{'-' * is_down}pk")

    @classmethod
    def prepared(cls, by: Any, given: Given) -> QuerySet | PreparedList:
        """The same as prepared statements, where `given` chooses among few; else as `asked`."""
        if given.get("sortBy") in {*cls.page_orders, *cls.numbers}:
            return cls.in_page_order(by, given)
        filters = {name: cls._key_of(name, value) for name, value in asked_for(given).items()}
        by_column, direction = given.get("sortBy") or cls.default_order, given.get("sortOrder") or "desc"
        is_one_of_few = cls.is_same_for_all and None not in filters.values() and not given.get("dateType")
        if not is_one_of_few or by_column not in cls.orders or direction not in DIRECTIONS:
            return cls.asked(by, given)
        rights = cls.rights_of(by)
        if rights is None:
            return cls.asked(by, given)
        plans = cls._plans.setdefault((cls.key, rights, *sorted(filters.items()), by_column, direction), Plans())
        chosen = {**filters, "sortBy": by_column, "sortOrder": direction}
        return PreparedList(cls.model, lambda: cls.asked(by, chosen), plans)

    @classmethod
    def rights_of(cls, by: Any) -> tuple[bool, frozenset[str]] | None:
        """By what callers who see the same rows share what is kept of them; None for who may not see the list."""
        return (by.is_superuser, by.levels) if by.has_perm(cls.permission) else None

    @classmethod
    def _key_of(cls, name: str, value: str) -> str | None:
        """The key of a choice; None where a filter is none of few choices."""
        own = cls.filters.base_filters.get(name)
        return own.key_of(value) if isinstance(own, LabelledChoiceFilter) else None

    @classmethod
    def is_whole(cls, given: Given) -> bool:
        """Whether `given` leaves everything out of the filters."""
        return not asked_for(given)

    @classmethod
    def figures(cls, by: Any) -> dict[str, int]:
        """The figure of each card, from a few seconds ago at most."""
        rights = cls.rights_of(by)
        if rights is None:
            return cls.count_cards(by)
        is_superuser, levels = rights
        key = f"staff-cards:{cls.key}:{'+'.join([*['superuser'] * is_superuser, *sorted(levels)])}"
        return cache.get_or_set(key, lambda: cls.count_cards(by), CARDS_CACHE_SECONDS) or cls.count_cards(by)

    @classmethod
    def count_cards(cls, by: Any) -> dict[str, int]:
        """Count what each card counts; lists with kept numbers know it without counting."""
        return {card.key: cls.filtered(by, card.filters).order_by().count() for card in cls.cards}

    @classmethod
    def file_columns(cls) -> list[exports.Column]:
        """What the file has of each row."""
        return in_file(cls.columns)

    @classmethod
    def for_table(cls, rows: QuerySet) -> QuerySet:
        """`rows` with what the table shows or sorts by beside what every list has."""
        return rows

    @classmethod
    def fill_table(cls, rows: list) -> list:
        """Add to the rows of a page what the table shows beside what every list has; the rows."""
        return cls.fill(rows)

    @classmethod
    def table_order(cls) -> list[str]:
        """By what the table is sorted unless something else is asked."""
        column = cls.orders[cls.default_order]
        return ["-pk"] if column == "pk" else [f"-{column}", "-pk"]

    @classmethod
    def cards_of(cls, by: Any) -> list[dict[str, Any]]:
        """The cards above the table that `by` may see: words, number, unit and where a press leads."""
        if not by.has_perm(cls.permission):
            return []
        figures = cls.figures(by)
        return [
            {
                "label": card.label,
                "number": figures[card.key],
                "unit": cls.unit,
                "link": f"?{urlencode(address_of(cls.filters, card.filters))}",
            }
            for card in cls.cards
            if card.label
        ]
