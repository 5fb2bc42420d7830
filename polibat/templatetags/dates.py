"""Dates as the site writes them (spec T1, T2): Seoul days, how long ago or `HH:MM` for today, `YY.MM.DD.` before."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html

from polibat.text.dates import end_words, left_words

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
def full_end(moment):
    """For details: when something ends, the end of a day as its 24:00."""
    return end_words(moment) if moment else ""


@register.simple_tag
def period(begins, ends):
    """From when to when something lasts, with the whole year and to the minute."""
    local = timezone.localtime(begins, timezone.get_default_timezone())
    return format_html(
        '<time datetime="{}">{}</time> ~ <time datetime="{}">{}</time>',
        iso(begins),
        f"{local:%Y.%m.%d %H:%M}",
        iso(ends),
        end_words(ends, day="%Y.%m.%d"),
    )


@register.simple_tag
def time_left(ends):
    """How long something still runs, kept up to date by a script while the page stays open."""
    left = left_words((ends - timezone.now()).total_seconds())
    return format_html('<time datetime="{}" data-time-left>{}</time>', iso(ends), left)


@register.filter
def iso(moment):
    """For `<time datetime>`: ISO 8601 with the offset of Seoul."""
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds") if moment else ""
