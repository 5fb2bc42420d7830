"""Rows of lists as plain data, by what their serializer says, at a fraction of its cost.

A serializer looks at each field of each row anew: how it is called, whether it may be empty, what it is made of. For
lists this is worked out once for each class of serializers; the serializer stays the one place that says what is shown.
"""

from functools import cache

from django.core.exceptions import ObjectDoesNotExist
from rest_framework import serializers

# What these fields show is what the value is.
PLAIN = {
    serializers.CharField: str,
    serializers.IntegerField: int,
    serializers.BooleanField: bool,
    serializers.ChoiceField: lambda value: value,
}


def shown(serializer_class, rows):
    """What `serializer_class(rows, many=True).data` is; of serializers that need no context."""
    show = _shape(serializer_class)
    return [show(row) for row in rows]


@cache
def _shape(serializer_class):
    """How a row becomes data."""
    return _shape_of(serializer_class())


def _shape_of(serializer):
    parts = [(name, _part(field)) for name, field in serializer.fields.items() if not field.write_only]

    def show(row):
        return {name: part(row) for name, part in parts}

    return show


def _part(field):
    """What gives the value of a field for a row."""
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(field.parent, field.method_name)
    represent = _representation(field)
    if field.source == "*":
        return represent
    find = _finder(field)

    def part(row):
        value = find(row)
        return None if value is None else represent(value)

    return part


def _finder(field):
    """What finds the value of a field; the serializer's own way where it is not simply there."""
    names = tuple(field.source_attrs)

    def find(row):
        value = row
        try:
            for name in names:
                value = value[name] if type(value) is dict else getattr(value, name)
        except (AttributeError, KeyError, ObjectDoesNotExist):
            return field.get_attribute(row)
        return field.get_attribute(row) if callable(value) else value

    return find


def _representation(field):
    if type(field) in PLAIN:
        return PLAIN[type(field)]
    # A serializer with a way of its own to show itself keeps it.
    if isinstance(field, serializers.Serializer) and (
        type(field).to_representation is serializers.Serializer.to_representation
    ):
        return _shape_of(field)
    return field.to_representation
