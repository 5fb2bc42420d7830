"""Why staff do something: one to 500 characters, kept on record and often told to whom it concerns."""

from django.core.exceptions import ValidationError

from polibat.text.cleaning import clean_line, clean_lines
from polibat.text.length import TextLength, check_lengths

LONGEST_REASON = 500
NO_REASON = "사유를 입력해 주세요."
# As many code points as the columns hold: an emoji may be several.
TOO_LONG = f"사유는 {LONGEST_REASON}자까지 쓸 수 있습니다. 그림 문자는 여러 자로 셉니다."
REASON = TextLength(LONGEST_REASON, name="사유는", required=NO_REASON, piled=TOO_LONG, stored=1)


def require_reason(reason: str, *, in_lines: bool = False) -> str:
    """Return `reason` as it is stored: on one line, or `in_lines` as they were typed.

    Raises ValidationError at the field `reason` (`required`, `too_long`).
    """
    reason = clean_lines(reason) if in_lines else clean_line(reason)
    if errors := check_lengths(("reason", reason, REASON)):
        raise ValidationError(errors)
    return reason
