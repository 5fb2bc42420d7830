"""The pages of politicians."""

from politicians.views.politicians import (
    CARDS_A_PAGE,
    QR_SECONDS,
    application_detail,
    card_edit,
    place_detail,
    place_list,
    politician_list,
    politician_picker,
    politician_qr,
    signup,
    signup_done,
)

__all__ = [
    "CARDS_A_PAGE",
    "QR_SECONDS",
    "application_detail",
    "card_edit",
    "place_detail",
    "place_list",
    "politician_list",
    "politician_picker",
    "politician_qr",
    "signup",
    "signup_done",
]
