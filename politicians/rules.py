"""Permissions of applications, their documents and name cards (spec O5 to O10, O17)."""

import rules

from accounts.models import Viewer
from accounts.rules import is_admin, is_in_good_standing, is_moderator
from politicians.models import Application, Politician


@rules.predicate
def speaks_for(member: Viewer, politician: Politician | None) -> bool:
    """The member is this politician or an aide of theirs, by an approved application."""
    return (
        politician is not None
        and member.is_authenticated
        and member.speaks_for_politician
        and politician.applications.filter(member=member, state="APPROVED").exists()
    )


@rules.predicate
def may_apply(member: Viewer) -> bool:
    """A politician or aide in 승인대기 without an application that waits or holds."""
    return (
        member.is_authenticated
        and member.speaks_for_politician
        and member.status == member.Status.PENDING
        and not member.applications.open().exists()
    )


@rules.predicate
def speaks_through(member: Viewer, application: Application | None) -> bool:
    """The application is the member's own and holds."""
    return application is not None and application.member_id == member.pk and application.state == "APPROVED"


rules.add_perm("politicians.add_application", may_apply)
rules.add_perm("politicians.change_mail_wish", speaks_through)
rules.add_perm("politicians.view_application", is_moderator)
rules.add_perm("politicians.decide_application", is_admin)
# What proves an identity is looked at by those who decide, and by nobody else.
rules.add_perm("politicians.view_document", is_admin)
rules.add_perm("politicians.view_documentaccess", is_admin)
rules.add_perm("politicians.view_politician", is_moderator)
rules.add_perm("politicians.change_politician", is_admin)
# Asked with the politician whose card it is.
rules.add_perm("politicians.change_namecard", (is_in_good_standing & speaks_for) | is_admin)
