"""Dates as the site writes them (spec T1, T2): Seoul days, `HH:MM:SS` for today, `YY.MM.DD.` before."""

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def list_date(moment):
    """For lists: the time of day for today, else the short date."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{local:%H:%M:%S}" if local.date() == timezone.localdate() else f"{local:%y.%m.%d.}"


@register.filter
def full_date(moment):
    """For details: short date and time."""
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%y.%m.%d. %H:%M}" if moment else ""


@register.filter
def short_date(moment):
    """The short date alone."""
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%y.%m.%d.}" if moment else ""


@register.filter
def long_date(moment):
    """For the periods of polls in lists: the date with its whole year."""
    return f"{timezone.localtime(moment):%Y.%m.%d}" if moment else ""


@register.filter
def iso(moment):
    """For `<time datetime>`: ISO 8601 with the offset of Seoul."""
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds") if moment else ""
