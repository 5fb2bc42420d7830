"""Pages of the API: `page` and `limit`, and a `cursor` that goes on from the last row however far down that is."""

import base64
import binascii
import json
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework import exceptions, pagination
from rest_framework.response import Response

from polibat.cache.statements import PreparedList, order_of
from polibat.db.order import behind

# Counting stops here, and so do page numbers: further down a cursor leads, at the same cost everywhere.
MOST_COUNTED = 10_000
SIZE, LARGEST = 20, 100


def positive(request, name, default, highest):
    """The number that a query parameter names, between 1 and `highest`; anything else is a bad request."""
    given = request.query_params.get(name) or str(default)
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= highest):
        raise exceptions.ValidationError({name: [f"1에서 {highest:,} 사이의 숫자를 입력해 주세요."]})
    return int(given)


class Pagination(pagination.BasePagination):
    """`page` (up to 10,000 rows deep), `limit` (1–100, default 20) or `cursor`.

    The total is `view.total_of(queryset)` where a view knows a kept count, else counted up to 10,000 (`isCapped`).
    A view's `get_queryset()` must be ordered by columns of its own row that are never empty, the key last; an order by
    what is counted has page numbers alone.
    """

    def paginate_queryset(self, queryset: QuerySet | PreparedList, request, view=None):
        """The rows that were asked for."""
        self.limit = positive(request, "limit", SIZE, LARGEST)
        self.order = queryset.order if isinstance(queryset, PreparedList) else order_of(queryset)
        self.number = None
        if cursor := request.query_params.get("cursor"):
            values = self._read(cursor, queryset.model)
            rows = self._rows_behind(queryset, values)
        else:
            self.number = positive(request, "page", 1, MOST_COUNTED // self.limit)
            rows = self._rows_from(queryset, (self.number - 1) * self.limit)
        self.next_cursor = self._cursor(rows[self.limit - 1]) if len(rows) > self.limit else None
        self._count(queryset, view, len(rows))
        return rows[: self.limit]

    def _behind(self, *values):
        return behind(self.order, values)

    def _rows_from(self, queryset: QuerySet | PreparedList, start: int):
        if isinstance(queryset, PreparedList):
            if not start:
                return queryset.first(self.limit + 1)
            queryset = queryset.build()
        return list(queryset[start : start + self.limit + 1])

    def _rows_behind(self, queryset: QuerySet | PreparedList, values):
        if isinstance(queryset, PreparedList):
            return queryset.after(self._behind, values, self.limit + 1)
        return list(queryset.filter(self._behind(*values))[: self.limit + 1])

    def _count(self, queryset, view, found):
        known = getattr(view, "total_of", lambda _: None)(queryset)
        if known is None and self.number == 1 and found <= self.limit:
            known = found
        if known is None and isinstance(queryset, PreparedList):
            queryset = queryset.build()
        self.total = queryset.order_by()[: MOST_COUNTED + 1].count() if known is None else known
        self.is_capped = known is None and self.total > MOST_COUNTED
        self.total = min(self.total, MOST_COUNTED) if self.is_capped else self.total

    def _cursor(self, row):
        """Where the list goes on after `row`."""
        columns = {field.name for field in row._meta.get_fields()} | {"pk"}
        if any(name.lstrip("-").split("__")[0] not in columns for name in self.order):
            return None
        values = [_value_of(row, name.lstrip("-")) for name in self.order]
        if any(value is None for value in values):
            return None
        plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
        return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")

    def _read(self, cursor, model):
        """What `cursor` says of the row behind which the list goes on."""
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if not (isinstance(values, list) and len(values) == len(self.order)):
                raise ValueError  # noqa: TRY301 - one answer for all that is no cursor of this list
            return [_typed(model, name.lstrip("-"), value) for name, value in zip(self.order, values, strict=True)]
        except (ValueError, TypeError, binascii.Error, RecursionError, DjangoValidationError, FieldDoesNotExist):
            raise exceptions.ValidationError({"cursor": ["이 목록의 cursor가 아닙니다."]}) from None

    def get_paginated_response(self, data):
        """The envelope of a list, with `pagination` beside `data`."""
        about = {
            "page": self.number,
            "limit": self.limit,
            "total": self.total,
            "totalPages": -(-self.total // self.limit),
            "isCapped": self.is_capped,
            "nextCursor": self.next_cursor,
        }
        return Response({"success": True, "data": data, "pagination": about})

    def get_paginated_response_schema(self, schema):
        """What a list looks like to the OpenAPI schema; `polibat.api.schema` puts the envelope around it."""
        return {"x-list": True, "type": "array", "items": schema.get("items", schema)}

    def get_schema_operation_parameters(self, view):
        """`page`, `limit` and `cursor` for the OpenAPI schema."""
        number = {"type": "integer", "minimum": 1}
        return [
            _parameter(
                "page",
                {**number, "maximum": MOST_COUNTED, "default": 1},
                "쪽 번호. 10,000번째 행까지; 그 뒤는 cursor로.",
            ),
            _parameter("limit", {**number, "maximum": LARGEST, "default": SIZE}, "한 쪽의 행 수."),
            _parameter("cursor", {"type": "string"}, "앞선 답의 nextCursor. page 대신 씁니다."),
        ]


def _parameter(name, schema, description):
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _value_of(row, path):
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _typed(model, path, value):
    """`value` as the column needs it; ValueError for another type."""
    *way, last = path.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    field = model._meta.get_field(model._meta.pk.name if last == "pk" else last)
    if field.get_internal_type() == "DateTimeField":
        at = parse_datetime(value)
        if at is None or timezone.is_naive(at):
            raise ValueError
        return at
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    if isinstance(value, int) and abs(value) > 2**62:
        raise ValueError
    return field.to_python(value)
