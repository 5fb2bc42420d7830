"""Raising flags for somebody to look; nothing happens to anybody by a flag alone. Verbs and jobs do it alike."""

import logging

from django.db import connection
from django.utils import timezone

from boards.models import Comment, Post
from moderation.models import AbuseFlag, ReviewFlag, target_key
from moderation.services.word_filter import screen
from polibat.db.deeds import log_deed

logger = logging.getLogger(__name__)


def raise_flag(flag: AbuseFlag) -> AbuseFlag:
    """Raise an unsaved AbuseFlag; while one of the same kind about the same is open, that one grows instead."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO moderation_abuseflag "
            "(kind, member_id, address_hash, post_id, evidence, windows, first_seen, last_seen, state, note) "
            "VALUES (%s, %s, %s, %s, %s, 1, %s, %s, 'OPEN', '') "
            "ON CONFLICT (kind, member_id, address_hash, post_id) WHERE state = 'OPEN' DO UPDATE SET "
            "evidence = moderation_abuseflag.evidence + excluded.evidence, "
            "windows = moderation_abuseflag.windows + 1, last_seen = excluded.last_seen RETURNING id",
            [flag.kind, flag.member_id, flag.address_hash, flag.post_id, flag.evidence, now, now],
        )
        flag.pk = cursor.fetchone()[0]
    log_deed(logger, "abuse flag", extra={"flag": flag.pk, "kind": flag.kind, "member": flag.member_id})
    return flag


def flag_text(target: Post | Comment, *, also: tuple[float, str] = (0, "")) -> ReviewFlag | None:
    """Look for words of the list in a post or comment as it stands now; the open flag, or None for a clean text.

    A text that was edited until it is clean loses its open flag. `also` is a second opinion: a score and whose it is.
    """
    found = screen(f"{target.title}\n{target.body_text}" if isinstance(target, Post) else target.text)
    flags = ReviewFlag.objects.about(target).open()
    score, whose = also
    if not (found.words or whose) or target.status == target.Status.DELETED:
        flags.delete()
        return None
    values = {"words": ", ".join([*found.words, *([whose] if whose else [])])[:300], "score": max(found.score, score)}
    if not flags.update(**values):
        ReviewFlag.objects.bulk_create([ReviewFlag(**values, **target_key(target))], ignore_conflicts=True)
    return flags.first()
