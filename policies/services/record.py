"""What the verbs about documents and versions share: who may, the row on record, and what is stale afterwards."""

import logging
from collections.abc import Sequence

from django.db import transaction

from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.security.permission import Actor
from polibat.text import clean_lines
from policies.models import PolicyChange, PolicyTemplate, PolicyVersion
from policies.queries import consent_requirements

logger = logging.getLogger(__name__)


STAFF_ONLY = "정책은 관리자만 등록하고 바꿀 수 있습니다."


def record(
    row: PolicyTemplate | PolicyVersion,
    verb: PolicyChange.Verb,
    *,
    by: Actor,
    reason: str = "",
    fields: Sequence[str] = (),
) -> None:
    """Write what was done with a document or version, and let pages and every process' schedule be made anew."""
    target = {"version" if isinstance(row, PolicyVersion) else "template": row}
    labels = {field.name: str(field.verbose_name) for field in row._meta.fields}
    names = ", ".join(labels[field] for field in fields)
    change = PolicyChange(verb=verb, by=by, reason=clean_lines(reason), fields=names, **target)
    change.full_clean()
    change.save(force_insert=True)
    invalidate(Tag.POLICIES)
    # Now for the transaction itself, and once more when others can see what it did.
    consent_requirements.clear_cache()
    transaction.on_commit(consent_requirements.clear_cache)
    log_deed(logger, "policy changed", extra={"policy": row.public_id, "verb": verb, "by": by.get_username()})


def changed_fields(
    row: PolicyTemplate | PolicyVersion, stored: PolicyTemplate | PolicyVersion, names: Sequence[str]
) -> list[str]:
    """Which of the fields differ from what is stored."""
    return [name for name in names if getattr(row, name) != getattr(stored, name)]
