"""Rows of the staff lists in the API."""

from functools import cache

from rest_framework import serializers

from polibat.lists.base import StaffList
from polibat.lists.columns import row_fields
from polibat.staff.columns import LIST_NAMES


@cache
def row_serializer(page: type[StaffList]) -> type[serializers.Serializer]:
    """The serializer of the rows of `page`, made of the columns that it has in the API."""
    words = page.row_words or f"A row of {LIST_NAMES[page.model._meta.label]}."
    about = {"__doc__": words, "__module__": __name__}
    return type(f"{page.row_name}Serializer", (serializers.Serializer,), about | row_fields(page.columns))
