"""Raising flags for somebody to look, and settling them; nothing happens to anybody by a flag alone."""

import logging

from django.db import connection, transaction
from django.utils import timezone

from boards.models import Comment, Post
from boards.services.permission import require
from moderation.models import ReviewFlag, target_key
from moderation.screening import screen
from polibat.text import clean_lines

logger = logging.getLogger(__name__)


def raise_flag(flag):
    """Raise an unsaved AbuseFlag; while one of the same kind about the same is open, that one grows instead."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO moderation_abuseflag "
            "(kind, member_id, address_hash, evidence, windows, first_seen, last_seen, state, note) "
            "VALUES (%s, %s, %s, %s, 1, %s, %s, 'OPEN', '') "
            "ON CONFLICT (kind, member_id, address_hash) WHERE state = 'OPEN' DO UPDATE SET "
            "evidence = moderation_abuseflag.evidence + excluded.evidence, "
            "windows = moderation_abuseflag.windows + 1, last_seen = excluded.last_seen RETURNING id",
            [flag.kind, flag.member_id, flag.address_hash, flag.evidence, now, now],
        )
        flag.pk = cursor.fetchone()[0]
    logger.info("abuse flag", extra={"flag": flag.pk, "kind": flag.kind, "member": flag.member_id})
    return flag


def flag_text(target):
    """Look for words of the list in a post or comment as it stands now; the open flag, or None for a clean text.

    A text that was edited until it is clean loses its open flag.
    """
    found = screen(f"{target.title}\n{target.body_text}" if isinstance(target, Post) else target.text)
    flags = ReviewFlag.objects.about(target).open()
    if not found.words or (isinstance(target, Comment | Post) and target.status == "DELETED"):
        flags.delete()
        return None
    values = {"words": ", ".join(found.words)[:300], "score": found.score}
    if not flags.update(**values):
        ReviewFlag.objects.bulk_create([ReviewFlag(**values, **target_key(target))], ignore_conflicts=True)
    return flags.first()


@transaction.atomic
def settle_flag(flag, *, by, reason):
    """Say of an AbuseFlag or ReviewFlag that somebody looked, and what came of it; False when it is settled.

    Raises PermissionDenied.
    """
    require(by, "moderation.settle_flag")
    stored = type(flag).objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if stored.state == stored.State.SETTLED:
        return False
    stored.state, stored.by, stored.settled_at = stored.State.SETTLED, by, timezone.now()
    stored.note = clean_lines(reason)
    stored.clean_fields(exclude=["post", "comment", "member", "address_hash"])
    stored.save(update_fields=["state", "by", "settled_at", "note"])
    return True
