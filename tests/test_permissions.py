"""The table of permissions: each that is declared × everybody; one that is declared without a line fails."""

import pytest
from rules.permissions import permissions

from backoffice.models import StaffExport
from moderation.models import Decision, Report
from moderation.services import file_report, hide_text, object_to
from tests import factories
from tests.api.permissions.roles import (
    ADMINS,
    AUTHOR,
    ROLES,
    SPEAKERS,
    STAFF,
    SUPERUSERS,
    WRITERS,
)

OTHERS = WRITERS - AUTHOR
ADMIN = frozenset({"admin_member"})

# Permission: the row that it is asked about ("" for none), and who has it.
TABLE = {
    "accounts.add_staff_member": ("", SUPERUSERS),
    "accounts.change_member_status": ("reader", ADMINS),
    "accounts.change_staff_member": ("admin_member", SUPERUSERS),
    "accounts.reset_two_factor": ("admin_member", SUPERUSERS),
    "accounts.reveal_email": ("", ADMINS),
    "accounts.view_consent": ("", STAFF),
    "accounts.view_emailaccess": ("", ADMINS),
    "accounts.view_member": ("", STAFF),
    "accounts.view_nicknamechange": ("", STAFF),
    "accounts.view_staffread": ("", SUPERUSERS),
    "accounts.view_statuschange": ("", STAFF),
    "accounts.view_twofactorchange": ("", ADMINS),
    "admin.view_logentry": ("", ADMINS),
    "boards.add_comment": ("post", WRITERS),
    "pictures.add_image": ("", WRITERS),
    "pictures.view_image": ("", STAFF),
    "suggestions.add_notice": ("", ADMINS),
    "polls.add_poll": ("", ADMINS),
    "boards.add_post": ("", WRITERS),
    "boards.add_reaction": ("post", OTHERS),
    "suggestions.add_suggestion": ("", WRITERS),
    "suggestions.answer_suggestion": ("", STAFF),
    "polls.cast_ballot": ("post", WRITERS),
    "boards.change_comment": ("comment", AUTHOR),
    "suggestions.change_notice": ("", ADMINS),
    "polls.change_poll": ("", ADMINS),
    "boards.change_post": ("post", AUTHOR),
    "suggestions.change_suggestion": ("suggestion", AUTHOR),
    "polls.close_poll": ("", ADMINS),
    "boards.delete_comment": ("comment", AUTHOR),
    "boards.delete_post": ("post", AUTHOR),
    "suggestions.delete_suggestion": ("suggestion", AUTHOR),
    "boards.publish_post": ("post", WRITERS),
    "assist.release_briefing": ("", ADMINS),
    "assist.view_ai": ("", STAFF),
    "polls.view_ballot": ("", STAFF),
    "boards.view_hidden_post": ("", STAFF),
    "suggestions.view_notice": ("", STAFF),
    "polls.view_poll": ("", STAFF),
    "suggestions.view_suggestion": ("", STAFF),
    "assist.view_topics": ("", SPEAKERS),
    "assist.withdraw_summary": ("", STAFF),
    "backoffice.add_staffexport": ("", STAFF),
    "backoffice.fetch_staffexport": ("export", ADMIN),
    "backoffice.view_dashboard": ("", STAFF),
    "backoffice.view_staffexport": ("", STAFF),
    "moderation.add_objection": ("decision", AUTHOR),
    "moderation.add_report": ("post", OTHERS),
    "moderation.change_watchword": ("", STAFF),
    "moderation.claim_text": ("post", STAFF),
    "moderation.decide_many": ("", STAFF),
    # Whoever took it down does not decide whether that was right.
    "moderation.decide_objection": ("objection", STAFF - ADMIN),
    "moderation.delete_text": ("notice", ADMINS),
    "moderation.hide_text": ("notice", STAFF),
    "moderation.republish_text": ("notice", STAFF - ADMIN),
    "moderation.restore_right": ("admin_member", STAFF - ADMIN),
    "moderation.settle_flag": ("", STAFF),
    "moderation.take_over_claim": ("notice", ADMINS - ADMIN),
    "moderation.view_abuseflag": ("", STAFF),
    "moderation.view_objection": ("", STAFF),
    "moderation.view_report": ("", STAFF),
    "moderation.view_reviewflag": ("", STAFF),
    "moderation.view_rightchange": ("", STAFF),
    "moderation.view_watchword": ("", STAFF),
    "notifications.lift_suppression": ("", ADMINS),
    "notifications.view_suppression": ("", STAFF),
    "displays.add_banner": ("", ADMINS),
    "displays.add_popup": ("", ADMINS),
    "displays.change_banner": ("", ADMINS),
    "displays.change_popup": ("", ADMINS),
    "displays.view_banner": ("", STAFF),
    "displays.view_displaychange": ("", STAFF),
    "displays.view_popup": ("", STAFF),
    "polibat.retry_job": ("", ADMINS),
    "polibat.view_troubledjob": ("", STAFF),
    "policies.add_policytemplate": ("", ADMINS),
    "policies.add_policyversion": ("", ADMINS),
    "policies.change_policytemplate": ("", ADMINS),
    "policies.change_policyversion": ("version", ADMINS),
    "policies.move_policyversion": ("", ADMINS),
    "policies.view_policytemplate": ("", STAFF),
    "policies.view_policyversion": ("", STAFF),
    "politicians.add_application": ("", frozenset({"pending"})),
    "politicians.change_mail_wish": ("application", frozenset({"aide"})),
    "politicians.change_namecard": ("politician", SPEAKERS | ADMINS),
    "politicians.change_politician": ("", ADMINS),
    "politicians.decide_application": ("", ADMINS),
    "politicians.view_application": ("", STAFF),
    "politicians.view_document": ("", ADMINS),
    "politicians.view_documentaccess": ("", ADMINS),
    "politicians.view_politician": ("", STAFF),
}


@pytest.fixture
def rows(citizen, reader, admin_member, politician, aide):
    """What the permissions of the table are asked about."""
    hidden = factories.post(citizen)
    file_report(Report(post=hidden, reason=Report.Reason.SPAM), by=reader)
    hide_text(hidden, by=admin_member, reason="도배")
    decision = Decision.objects.get()
    post = factories.post(citizen)
    return {
        "": None,
        "admin_member": admin_member,
        "application": aide.applications.get(),
        "comment": factories.comment(post, citizen),
        "decision": decision,
        "export": StaffExport(by=admin_member, page="posts", kind="csv"),
        "notice": factories.notice(admin_member).post,
        "objection": object_to(decision, by=citizen, text="도배가 아니라 서로 다른 글입니다."),
        "politician": politician,
        "post": post,
        "reader": reader,
        "suggestion": factories.suggestion(citizen),
        "version": factories.policy_version(),
    }


def test_every_declared_permission_stands_in_the_table():
    assert sorted(permissions) == sorted(TABLE)


def test_who_may_what(rows, request):
    members = {role: request.getfixturevalue(role) for role in ROLES}
    have = {
        name: {role for role, member in members.items() if member.has_perm(name, rows[row])}
        for name, (row, _) in TABLE.items()
    }
    assert have == {name: set(roles) for name, (_, roles) in TABLE.items()}
