"""Policies: templates, their versions, and the record of both."""

from policies.models.policy import (
    ENDS_FIRST,
    LONGEST_BODY,
    PolicyChange,
    PolicyTemplate,
    PolicyTemplateQuerySet,
    PolicyVersion,
    PolicyVersionQuerySet,
    VersionState,
    ViewFlush,
)

__all__ = [
    "ENDS_FIRST",
    "LONGEST_BODY",
    "PolicyChange",
    "PolicyTemplate",
    "PolicyTemplateQuerySet",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "VersionState",
    "ViewFlush",
]
