"""Filters of lists about members: those who count, and operators only where they are asked for (spec L15, L40)."""

from accounts.models import Member
from polibat.staff.filters import by_group

_KEY, _WORDS = Member.STANDING_CHOICE
by_status = by_group("status", "회원상태", groups={_KEY: (_WORDS, Member.STANDING)})


def by_kind(column: str):
    """A filter by the kind of member in `column`; operators are no rows unless they are chosen, or sought by id."""
    counted = {"COUNTED": ("", Member.COUNTED_KINDS)}
    return by_group(column, "회원유형", groups=counted, usual="COUNTED")
