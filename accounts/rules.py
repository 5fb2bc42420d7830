"""Permissions of members and staff, and the predicates that other apps' rules are made of (spec M3 to M7)."""

import rules

from accounts.models import Member, Viewer
from polibat.security.danger import needs_proof


@rules.predicate
def is_approved(member: Viewer) -> bool:
    """A member in 승인, who may take back what they said whatever they think of a new policy."""
    return member.is_authenticated and member.is_in_good_standing


@rules.predicate
def has_agreed(member: Viewer) -> bool:
    """The member agreed to the policies in effect."""
    return member.is_authenticated and member.has_agreed


# What every rule about writing, reacting, voting and reporting begins with.
is_in_good_standing = is_approved & has_agreed


@rules.predicate
def is_moderator(member: Viewer) -> bool:
    """Staff of any level."""
    return member.is_authenticated and member.is_staff


@rules.predicate
def is_admin(member: Viewer) -> bool:
    """Staff who also delete, act on members and publish."""
    return member.is_authenticated and member.is_admin


@rules.predicate
def is_superuser(member: Viewer) -> bool:
    """Staff who manage staff."""
    return member.is_authenticated and member.is_staff and member.is_superuser


@rules.predicate
def is_self(member: Viewer, other: Member | None) -> bool:
    """The member in question is the one who asks."""
    return other is not None and member.pk == other.pk


@rules.predicate
def is_staff_member(member: Viewer, other: Member | None) -> bool:
    """The member in question is staff, whom only superusers manage."""
    return other is not None and other.kind == other.Kind.STAFF


rules.add_perm("accounts.view_member", is_moderator)
rules.add_perm("accounts.view_statuschange", is_moderator)
rules.add_perm("accounts.view_nicknamechange", is_moderator)
rules.add_perm("accounts.view_consent", is_moderator)
rules.add_perm("accounts.view_emailaccess", is_admin)
rules.add_perm("accounts.change_member_status", (is_admin & ~is_self & ~is_staff_member) | (is_superuser & ~is_self))
rules.add_perm("accounts.reveal_email", is_admin)
rules.add_perm("accounts.add_staff_member", is_superuser)
rules.add_perm("accounts.change_staff_member", is_superuser & ~is_self)
rules.add_perm("accounts.reset_two_factor", is_superuser & ~is_self)
needs_proof(
    "accounts.change_member_status",
    "accounts.reveal_email",
    "accounts.add_staff_member",
    "accounts.change_staff_member",
    "accounts.reset_two_factor",
)
rules.add_perm("accounts.view_twofactorchange", is_admin)
rules.add_perm("accounts.view_staffread", is_superuser)
rules.add_perm("admin.view_logentry", is_admin)
# What works in the background: staff see what stands still, admins mend it.
rules.add_perm("polibat.view_troubledjob", is_moderator)
rules.add_perm("polibat.retry_job", is_admin)
rules.add_perm("notifications.view_suppression", is_moderator)
rules.add_perm("notifications.lift_suppression", is_admin)
