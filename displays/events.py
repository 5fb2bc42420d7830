"""What the apps above are asked about banners and popups."""

from polibat.events import Event

# Answered with the page (a response) on which the banner or popup of a form would stand.
preview_requested = Event("display_preview.requested", "request", "form", "context")
