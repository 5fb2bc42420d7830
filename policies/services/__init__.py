"""Keeping the documents that members agree to: one verb per consequence."""

from policies.services.templates import add_template, change_template
from policies.services.versions import (
    IN_EFFECT,
    count_download,
    delete_version,
    draft_version,
    publish_version,
    require_cover,
    restore_version,
    resume_version,
    revise_version,
    stop_version,
)

__all__ = [
    "IN_EFFECT",
    "add_template",
    "change_template",
    "count_download",
    "delete_version",
    "draft_version",
    "publish_version",
    "require_cover",
    "restore_version",
    "resume_version",
    "revise_version",
    "stop_version",
]
