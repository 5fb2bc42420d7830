"""How popups and banners stand in the back office, in the colours that staff know (spec L37)."""

from django.utils.html import format_html

from displays.models import Banner, DisplayState, Popup
from polibat.staff.columns import badge

TONES = {
    DisplayState.UPCOMING: "blue",
    DisplayState.SHOWN: "green",
    DisplayState.EXPIRED: "yellow",
    DisplayState.STOPPED: "gray",
    DisplayState.DELETED: "red",
}
KINDS = {Popup.Kind.NOTICE: "blue", Popup.Kind.EVENT: "purple", Popup.Kind.AD: "orange"}
PLACES = {
    Banner.Position.MAIN_TOP: "blue",
    Banner.Position.MAIN_BOTTOM: "purple",
    Banner.Position.SIDEBAR: "green",
    Banner.Position.BOARD_TOP: "orange",
}


def state_badge(display):
    """The state now."""
    return badge(display.state.label, TONES[display.state])


def kind_badge(popup):
    """What kind a popup is of."""
    return badge(popup.get_kind_display(), KINDS[popup.kind])


def place_badge(banner):
    """Where a banner stands."""
    return badge(banner.get_position_display(), PLACES[banner.position])


def picture_cell(file, alt):
    """A picture, small, with the name of its file; `-` without one."""
    if not file:
        return "-"
    name = file.name.rpartition("/")[2]
    return format_html('<img class="picture" src="{}" alt="{}"><br><span class="quiet">{}</span>', file.url, alt, name)
