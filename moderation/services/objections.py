"""이의신청: asked once by the author, decided once by somebody else than who took the text down."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Decision, Objection
from moderation.rules import took_it_down
from moderation.services.cases import lock, named, tell_staff
from moderation.services.decisions import decide
from notifications.models import Notification
from notifications.services import notify
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text import clean_line, clean_lines
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

BACK = "글이 이미 다시 게시되어 있어 기각할 수 없습니다. 인용으로 처리해 주세요."
NOT_YOURS = "조치한 사람이 아닌 다른 운영자가 처리해야 합니다."
NOT_NOW = "지금은 이의신청할 수 없습니다. 글이 다시 게시되었거나, 더 새로운 조치가 있습니다."


def decision_to_object_to(target: Post | Comment) -> Decision | None:
    """The decision that keeps `target` out of sight; None for a text that everybody reads or its author took back."""
    if target.status in Post.LISTED or target.removed_by_author:
        return None
    return Decision.objects.about(target).taking_down().select_related("objection").order_by("-pk").first()


def object_to(decision: Decision, *, by: Member, text: str) -> Objection:
    """Store the objection of `by`, the author, to the decision that took the text down; staff hear of it.

    Raises PermissionDenied (somebody else's text, suspended) and ValidationError (no text, objected before, another
    decision holds by now).
    """
    require(by, "moderation.add_objection", decision)
    objection = Objection(decision=decision, member=by, text=clean_lines(text))
    objection.full_clean()
    try:
        with transaction.atomic():
            stored = lock(decision.target)
            if decision_to_object_to(stored) != decision:
                raise ValidationError(NOT_NOW, code="over")
            objection.save(force_insert=True)
            words = f"{named(stored)}: 이의신청이 들어왔습니다. 조치한 사람이 아닌 운영자가 처리해 주세요."
            url = reverse("admin:moderation_objection_changelist")
            tell_staff(words, url=url, event=f"objection:{objection.pk}:staff")
    except IntegrityError:
        # Two at once: the constraint let one through and has the words for the other.
        objection.full_clean()
        raise
    log_deed(logger, "objection filed", extra={"objection": objection.pk, "by": by.pk})
    return objection


@transaction.atomic
def decide_objection(objection: Objection, *, by: Member, is_upheld: bool, reason: str) -> bool:
    """Uphold an objection (the text comes back) or reject it (the text stays away), and tell its author.

    False when it was decided before. Raises PermissionDenied (whoever took the text down, or wrote it) and
    ValidationError (no reason; a text that cannot come back, or that is back when it is to stay away; code `claimed`).
    """
    target = lock(objection.decision.target)
    stored = Objection.objects.select_for_update(of=("self",)).select_related("decision", "member").get(pk=objection.pk)
    if by.has_perm("moderation.view_objection") and took_it_down(by, stored):
        raise PermissionDenied(NOT_YOURS)
    require(by, "moderation.decide_objection", stored)
    if stored.state != Objection.State.WAITING:
        return False
    reason = require_reason(reason, in_lines=True)
    if not is_upheld and target.status in Post.LISTED:
        raise ValidationError(BACK, code="over")
    if is_upheld:
        decide(target, Decision.Verb.REPUBLISH, by=by, reason=reason, category=stored.decision.category)
    stored.state = Objection.State.UPHELD if is_upheld else Objection.State.REJECTED
    stored.by, stored.reason, stored.decided_at = by, reason, timezone.now()
    stored.clean_fields(exclude=["decision", "member", "text"])
    stored.save(update_fields=["state", "by", "reason", "decided_at"])
    objection.state = stored.state
    _tell_author(stored, target)
    log_deed(logger, "objection decided", extra={"objection": stored.pk, "by": by.pk, "upheld": is_upheld})
    return True


def _tell_author(objection: Objection, target: Post | Comment) -> None:
    upheld = objection.state == Objection.State.UPHELD
    answer = "받아들여 다시 게시했습니다." if upheld else "검토했으나 조치를 유지합니다."
    text = f"회원님의 {named(target)}: 이의신청을 {answer} 사유: {clean_line(objection.reason)}"
    page = reverse("moderation:objection-create", args=[target.public_id])
    url = target.get_absolute_url() if target.status in Post.LISTED else page
    event = f"objection:{objection.pk}:author"
    notify([objection.member], kind=Notification.Kind.DECISION, text=text, url=url, event=event)
