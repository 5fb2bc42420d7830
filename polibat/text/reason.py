"""Why staff do something: one to 500 characters, kept on record and often told to whom it concerns."""

from django.core.exceptions import ValidationError

from polibat.text.cleaning import clean_line, clean_lines
from polibat.text.length import TextLength, check_lengths

LONGEST_REASON = 500
NO_REASON = "사유를 입력해 주세요."
# As many code points as the columns hold.
REASON = TextLength(LONGEST_REASON, name="사유는", required=NO_REASON, stored=1)


def require_reason(reason: str, *, in_lines: bool = False) -> str:
    """Return `reason` as it is stored: on one line, or `in_lines` as they were typed.

    Raises ValidationError at the field `reason` (`required`, `too_long`).
    """
    reason = clean_lines(reason) if in_lines else clean_line(reason)
    if errors := check_lengths(("reason", reason, REASON)):
        raise ValidationError(errors)
    return reason
