"""`{% load details %}`: what pages of one post say of it to others."""

from django import template
from django.urls import reverse

from polibat.templatetags.engines import absolute

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context):
    """The address of the picture by which link previews show the page's `post`."""
    return absolute(context, reverse("boards:post-picture", args=[context["post"].public_id]))
