"""`{% load highlight %}`: where a search was found."""

from django import template

from polibat.text.highlight import excerpt_around, marked

register = template.Library()

register.simple_tag(marked, name="marked")


@register.simple_tag
def marked_excerpt(post, terms):
    """The piece of a post's text in which it was found, marked."""
    return marked(excerpt_around(post.body_text, terms), terms)
