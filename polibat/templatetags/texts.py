"""`{% load texts %}`: plain text that people typed."""

from django import template

from polibat.text import links

register = template.Library()


@register.filter
def linked(text):
    """Plain text, escaped, with its addresses as links."""
    return links.linked(text)
