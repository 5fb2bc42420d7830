"""Members whose nickname passes for a politician, staff or the site: flagged, for somebody to look."""

from accounts.models import Member, NicknameChange
from accounts.models.member import is_reserved
from moderation.models import AbuseFlag
from politicians.services import look_alikes

Kind = AbuseFlag.Kind


def flag_look_alikes() -> int:
    """Flag who is called like somebody else and proves nothing; how many were flagged anew.

    Such a nickname cannot be taken any more: these are from before, or of somebody who came into the directory since.
    Whom staff looked at is not flagged again for the same nickname.
    """
    others = Member.objects.exclude(status=Member.Status.WITHDRAWN).exclude(kind=Member.Kind.STAFF)
    reserved = (one for one in others.only("pk", "nickname").iterator(chunk_size=2000) if is_reserved(one.nickname))
    members = {member.pk: member for found in (look_alikes(), reserved) for member in found}
    new = [member for member in members.values() if not _is_known(member)]
    # Of two jobs at once the second one finds the flags of the first.
    AbuseFlag.objects.bulk_create(
        (AbuseFlag(kind=Kind.NAME, member=member, evidence=1) for member in new), ignore_conflicts=True
    )
    return len(new)


def _is_known(member: Member) -> bool:
    flags = AbuseFlag.objects.filter(kind=Kind.NAME, member=member)
    renamed = NicknameChange.objects.filter(member=member).values_list("created_at", flat=True).first()
    return (flags.filter(first_seen__gte=renamed) if renamed else flags).exists()
