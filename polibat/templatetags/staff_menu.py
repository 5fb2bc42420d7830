"""The back office's menu in templates."""

from django import template

from polibat.staff.site import staff_site

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_menu(context):
    """The menu beside the page, with the place where one is."""
    return staff_site().show_menu(context["request"])
