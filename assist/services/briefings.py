"""Releasing the draft of a day's briefing as a notice."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Member
from assist.models import Briefing
from boards.models import Post
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from suggestions.models import Notice
from suggestions.services.notices import publish_notice

logger = logging.getLogger(__name__)


@transaction.atomic
def release_briefing(briefing: Briefing, *, by: Member) -> bool:
    """Publish the draft as a notice of `by`; False when it was. Posts that went meanwhile are refused by name.

    Raises PermissionDenied and ValidationError.
    """
    require(by, "assist.release_briefing")
    stored = Briefing.objects.select_for_update(no_key=True).get(pk=briefing.pk)
    if stored.state == Briefing.State.RELEASED:
        return False
    _refuse_gone(stored)
    notice = Notice(post=Post(title=stored.title, body=stored.body), category=Notice.Category.NEWS)
    stored.notice = publish_notice(notice, by=by).post
    stored.state, stored.released_by = Briefing.State.RELEASED, by
    stored.save(update_fields=["state", "notice", "released_by"])
    log_deed(logger, "briefing released", extra={"briefing": stored.pk, "by": by.pk})
    return True


def _refuse_gone(briefing: Briefing) -> None:
    """What was hidden or deleted since the draft was made must not return in a notice."""
    listed = set(Post.objects.listed().filter(public_id__in=briefing.public_ids).values_list("public_id", flat=True))
    if gone := sorted(set(briefing.public_ids) - listed):
        message = f"이제 보이지 않는 글이 들어 있습니다: {', '.join(gone)}. 이 초안은 공지할 수 없습니다."
        raise ValidationError(message, code="gone")
