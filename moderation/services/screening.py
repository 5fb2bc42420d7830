"""What is asked of the worker when something happens further down: to read a text, to flag what is done too often.

Each is one insert in the transaction of what happened; whether anything is worth a flag is decided later.
"""

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import AbuseFlag
from polibat.jobs.names import Job, queue_job
from polibat.security.encryption import keyed_hash


def screen_later(text: Post | Comment) -> None:
    """Have a new or changed text read."""
    queue_job(Job.SCREEN_TEXT, kind=text._meta.model_name, pk=text.pk)


def flag_reactions(*, member: Member, count: int) -> None:
    """Have a member flagged who presses very often."""
    _flag(AbuseFlag.Kind.REACTIONS, count, member_id=member.pk)


def flag_signups(*, network: str, count: int) -> None:
    """Have a network flagged from which many join: as a keyed hash, so that no address stands in a job or a row."""
    _flag(AbuseFlag.Kind.ACCOUNTS, count, address_hash=keyed_hash(network, purpose="abuse").hex())


def flag_mailbox(*, member: Member) -> None:
    """Have a member flagged, once, who shares a mailbox with an earlier one."""
    if not AbuseFlag.objects.filter(kind=AbuseFlag.Kind.MAILBOX, member=member).exists():
        _flag(AbuseFlag.Kind.MAILBOX, 1, member_id=member.pk)


def _flag(kind: AbuseFlag.Kind, count: int, *, member_id: int | None = None, address_hash: str = "") -> None:
    queue_job(Job.RAISE_FLAG, kind=str(kind), count=count, member_id=member_id, address_hash=address_hash)
