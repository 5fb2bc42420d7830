"""Managers that type checkers know the methods of."""

from typing import TypeVar, cast

from django.db import models

Q = TypeVar("Q", bound=models.QuerySet)


def manager(queryset: type[Q], base: type[models.Manager] | None = None) -> Q:
    """`queryset.as_manager()`, which no type checker follows, typed as the queryset whose methods it has.

    With a `base`, that kind of manager.
    """
    return cast("Q", base.from_queryset(queryset)() if base else queryset.as_manager())
