"""Dates as the site writes them (spec T1, T2): Seoul days, how long ago or `HH:MM` for today, `YY.MM.DD.` before."""

from datetime import timedelta

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def list_date(moment):
    """For lists: how long ago within the hour, the time of day for today, else the short date."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    if (ago := timezone.now() - moment) < timedelta(minutes=1):
        return "방금"
    if ago < timedelta(hours=1):
        return f"{ago // timedelta(minutes=1)}분 전"
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%y.%m.%d.}"


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
