"""What a member may do at all, as clients ask before they offer it."""

from rules.permissions import permissions

from accounts.models import Member


def abilities_of(member: Member) -> list[str]:
    """The permissions that a member of staff has without a row in question, by name; of other members none.

    They are the rules' own answers. About a row the rules may still say no (one's own text, other staff).
    """
    return sorted(name for name in permissions if member.has_perm(name)) if member.is_staff else []
