"""Permissions of policy templates and versions (spec C10)."""

import rules
from django.contrib.auth.models import AnonymousUser

from polibat.security.danger import needs_proof
from polibat.security.permission import Actor
from policies.models import PolicyVersion


@rules.predicate
def is_moderator(member: Actor | AnonymousUser) -> bool:
    """Staff of any level."""
    return member.is_authenticated and member.is_staff


@rules.predicate
def is_admin(member: Actor | AnonymousUser) -> bool:
    """Staff who also publish."""
    return member.is_authenticated and member.is_admin


@rules.predicate
def is_open(member: Actor | AnonymousUser, version: PolicyVersion | None) -> bool:
    """The version never took effect: what members agreed to, or could have, never changes."""
    return version is None or version.is_open


rules.add_perm("policies.view_policytemplate", is_moderator)
rules.add_perm("policies.add_policytemplate", is_admin)
rules.add_perm("policies.change_policytemplate", is_admin)
rules.add_perm("policies.view_policyversion", is_moderator)
rules.add_perm("policies.add_policyversion", is_admin)
rules.add_perm("policies.change_policyversion", is_admin & is_open)
# 중지, 게시, 삭제, 복원: which of them a version allows is the service's to say, in words.
rules.add_perm("policies.move_policyversion", is_admin)
# What members have to agree to.
needs_proof("policies.add_policyversion", "policies.change_policyversion", "policies.move_policyversion")
