"""How reports stand in the back office, in the colours that staff know (spec L37)."""

from polibat.staff.columns import badge

REASONS = {
    "ABUSE": "red",
    "OBSCENE": "pink",
    "ADVERTISING": "orange",
    "BIAS": "purple",
    "FALSEHOOD": "red",
    "SPAM": "yellow",
    "PRIVACY": "red",
}


def reason_badge(report):
    """Why a text is reported, in the colour that staff know it by."""
    return badge(report.get_reason_display(), REASONS.get(report.reason, "gray"), outlined=True)
