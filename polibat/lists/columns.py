"""A column of a staff list, said once: what stands in the table, in the file and in the API (spec L5, L45)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from polibat.files import exports
from polibat.staff.columns import short_moment


@dataclass(frozen=True, eq=False)
class Column:
    """One column; without a `heading` it stands in the API alone, without a `key` the API leaves it out.

    `value` is an attribute path (`counts.views`) or a function of the row: what the file holds and, unless there is a
    `cell`, what the table shows. `cell(row)` is the table's markup. The API shows `source` (a path or a function, else
    `value`) by `field` (what makes a serializer field), or as it is, described by `schema`. `parts` are the columns of
    the file and keys of the API that one cell of the table puts together.

    `name` is the class of the table's cells, `order` the column by which the table can be sorted, `opens` says that the
    cell leads to the page of its row.
    """

    heading: str = ""
    value: str | Callable | None = None
    key: str = ""
    field: Callable[..., serializers.Field] | None = None
    source: str | Callable | None = None
    schema: dict | None = None
    cell: Callable | None = None
    parts: tuple["Column", ...] = ()
    name: str = ""
    order: Any = ""
    opens: bool = False
    is_flag: bool = False
    in_table: bool = True
    in_file: bool = True

    def find(self, row: Any) -> Any:
        """What the row has in this column."""
        return None if self.value is None else found(self.value, row)

    def shown(self, row: Any) -> Any:
        """What the table shows for the row."""
        if self.cell:
            return self.cell(row)
        value = self.find(row)
        if isinstance(value, datetime):
            return short_moment(value)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return f"{value:,}" if is_number else value


def found(path: str | Callable, row: Any) -> Any:
    """What stands at an attribute path of the row, or what a function says of it."""
    if callable(path):
        return path(row)
    for name in path.split("."):
        row = getattr(row, name)
    return row


def label(path: str) -> Callable:
    """A function of rows: the Korean words of the choice that stands at `path`."""
    *before, last = path.split(".")
    holder = ".".join(before)
    return lambda row: getattr(found(holder, row) if holder else row, f"get_{last}_display")()


def one_of(choices: Any) -> Callable[..., serializers.Field]:
    """What makes the field of one of `choices`."""
    return partial(serializers.ChoiceField, choices=getattr(choices, "choices", choices))


def in_table(columns: Iterable[Column]) -> list[Column]:
    """The columns of the table."""
    return [column for column in columns if column.heading and column.in_table]


def in_file(columns: Iterable[Column]) -> list[exports.Column]:
    """The columns of the file."""
    flat = (part for column in columns for part in column.parts or [column])
    return [exports.Column(part.heading, part.find) for part in flat if part.heading and part.in_file and part.value]


def row_fields(columns: Iterable[Column]) -> dict[str, Any]:
    """The attributes of a serializer of the rows: fields by key, with the methods that some of them need."""
    return dict(entry for column in columns for part in (column, *column.parts) for entry in _fields_of(part))


def _fields_of(column: Column) -> Iterator[tuple[str, Any]]:
    if not column.key:
        return
    source = column.source or column.value or column.key
    if isinstance(source, str) and column.field:
        yield column.key, column.field() if source == column.key else column.field(source=source)
        return
    yield column.key, serializers.SerializerMethodField()
    yield f"get_{column.key}", _method(source, column)


def _method(source: str | Callable, column: Column) -> Callable:
    field = column.field and column.field()

    def show(_serializer, row):
        value = found(source, row)
        return field.to_representation(value) if field and value is not None else value

    return extend_schema_field(column.schema or field or {})(show)
