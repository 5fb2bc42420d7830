"""How notifications look."""

from django import template

register = template.Library()

ICONS = {
    "COMMENT": "comment",
    "REPLY": "reply",
    "ANSWER": "comment-dots",
    "NAMED": "bullhorn",
    "DECISION": "triangle-exclamation",
    "REPORT": "flag",
    "SUGGESTION": "paper-plane",
    "APPLICATION": "id-card",
    "DATA": "download",
    "STAFF": "circle-info",
}


@register.filter
def kind_icon(kind):
    """The icon in front of a kind of notification; the bell for one that has none of its own."""
    return ICONS.get(kind, "bell")
