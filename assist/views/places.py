"""What helps to read a post, on the page of a post, which knows nothing of it."""

from django.template import Context
from django.template.loader import render_to_string

from polibat.web.places import Place


def subscribe() -> None:
    """Fill the places on the page of a post."""
    Place.ABOVE_TEXT.shown.subscribe(summary)
    Place.BELOW_REACTIONS.shown.subscribe(thermometer)


def summary(context: Context) -> str:
    """Return the summary of the page's post; nothing where there is none to show."""
    shown = context["post"].shown_summary
    return render_to_string("assist/_summary.html", {"post": context["post"], "summary": shown}) if shown else ""


def thermometer(context: Context) -> str:
    """Return the mood of the comments below the page's post; nothing where too few spoke."""
    shown = context["post"].shown_thermometer
    return render_to_string("assist/_thermometer.html", {"thermometer": shown}) if shown else ""
