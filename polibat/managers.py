"""Managers that type checkers know the methods of."""

from typing import TypeVar, cast

from django.db import models

Q = TypeVar("Q", bound=models.QuerySet)


def manager(queryset: type[Q]) -> Q:
    """`queryset.as_manager()`, which no type checker follows, typed as the queryset whose methods it has."""
    return cast("Q", queryset.as_manager())
