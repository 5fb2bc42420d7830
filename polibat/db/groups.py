"""Rows counted by group, in one statement."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from polibat.cache.statements import PreparedQuery


def counted(rows: QuerySet, key: str, **wanted: Q) -> dict[Any, dict[str, int]]:
    """`rows` by group: {value of `key`: {name: number}}, in one statement; `wanted` are conditions by name."""
    numbers = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
    return {row.pop(key): row for row in rows.order_by().values(key).annotate(**numbers)}


def counted_for(
    build: Callable[..., QuerySet], key: str, **wanted: Q
) -> Callable[[Iterable[Any]], dict[Any, dict[str, int]]]:
    """A function of keys that counts the rows of `build(keys)` as `counted` does; made into SQL once a process."""
    numbers = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
    ask = PreparedQuery(lambda keys: build(keys).order_by().values_list(key).annotate(**numbers))
    return lambda keys: {row[0]: dict(zip(wanted, row[1:], strict=True)) for row in ask(keys=list(keys))}
