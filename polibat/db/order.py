"""The order of rows, by which one goes on from the row where one stopped."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q


def behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The condition of the rows that come after the one with `values` in the columns of `order`."""
    condition, before = Q(), {}
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        condition |= Q(**before, **{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        before[field] = value
    # The first column alone, so that its index is walked from the right place.
    first = order[0]
    return Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]}) & condition
