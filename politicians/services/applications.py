"""Becoming somebody who speaks for a politician, and ceasing to be (spec O5 to O9)."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from accounts.services import change_member_status, queue_member_mail
from notifications.models import Notification
from notifications.services import notify
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text import clean_line
from polibat.text.particles import with_particle
from polibat.text.reason import require_reason
from politicians.models import Application, Document, Politician
from politicians.models.application import GONE, TAKEN
from politicians.models.document import DOCUMENTS_MISSING, MOST_DOCUMENTS
from politicians.services import uploaded_documents as paperwork
from politicians.services.directory import store_politician
from politicians.services.look_alikes import refuse_other_name
from politicians.services.uploaded_documents import UploadedDocument

logger = logging.getLogger(__name__)

LINES = ("stated_name", "affiliation")


@transaction.atomic
def apply_as_politician(application: Application, *, by: Member, documents: list[UploadedDocument]) -> Application:
    """Store the application of a 정치인 or 보좌진 in 승인대기: the first one at sign-up, another after a refusal.

    `documents` are one to three that `validate_documents` returned. Raises PermissionDenied for everybody else,
    ValidationError when one waits already, when somebody else is that politician (`taken`), without documents, and
    while they cannot be stored (`storage`).
    """
    require(by, "politicians.add_application", words="지금은 가입 신청을 할 수 없습니다.")
    application.member, application.is_aide = by, by.kind == Member.Kind.AIDE
    for field in LINES:
        setattr(application, field, clean_line(getattr(application, field)))
    application.full_clean()
    refuse_other_name(by, application.politician)
    if not 1 <= len(documents) <= MOST_DOCUMENTS:
        raise ValidationError({"documents": ValidationError(DOCUMENTS_MISSING, code="required")})
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise ValidationError("이미 신청하셨습니다. 결과를 기다려 주세요.", code="waiting") from error
    paperwork.store(application, documents)
    log_deed(logger, "application made", extra={"application": application.pk, "member": by.public_id})
    return application


@transaction.atomic
def approve_application(
    application: Application, *, by: Member, politician: Politician | None, kind: str | None = None
) -> Application:
    """Let the member speak for `politician` and write from now on; tell them in the site and by mail.

    `kind` is the 정치인 유형 that staff chose, kept with the politician. Raises PermissionDenied, and ValidationError
    when it was decided before or another member is that politician.
    """
    _lock_waiting(application, by)
    if politician is None:
        raise ValidationError({"politician": "승인하려면 정치인을 선택해 주세요."})
    refuse_other_name(application.member, politician)
    if kind and kind != politician.kind:
        politician.kind = kind
        store_politician(politician)
    _end_claims_of_gone(politician, by=by)
    application.politician, application.state = politician, Application.State.APPROVED
    _decide(application, by=by)
    application.member = change_member_status(
        application.member,
        to=Member.Status.APPROVED,
        by=by,
        reason=f"가입 신청 승인: {politician} ({politician.public_id})",
        approves_application=True,
    )
    role = _role(application)
    words = with_particle(role, "으로/로")
    _tell(application, f"가입 신청이 승인되었습니다. 이제 {politician} {words} 글을 쓸 수 있습니다.")
    context = {"role": role, "politician": str(politician), "politician_id": politician.public_id}
    queue_member_mail(application.member, template="application_approved", context=context)
    return application


@transaction.atomic
def refuse_application(application: Application, *, by: Member, reason: str) -> Application:
    """Turn an application down; the member stays in 승인대기, learns why and may apply again."""
    _lock_waiting(application, by)
    application.state, application.reason = Application.State.REFUSED, require_reason(reason)
    _decide(application, by=by)
    _tell(application, f"가입 신청이 거절되었습니다. 사유: {application.reason}")
    context = {"role": _role(application), "politician": application.stated_name, "reason": application.reason}
    queue_member_mail(application.member, template="application_refused", context=context)
    return application


@transaction.atomic
def end_application(application: Application, *, by: Member, reason: str) -> Application:
    """End what an approved application allowed (office or service over): the member is back in 승인대기."""
    require(by, "politicians.decide_application", application, words="가입 신청은 관리자만 처리할 수 있습니다.")
    _lock(application)
    if application.state != Application.State.APPROVED:
        raise ValidationError("승인된 신청만 종료할 수 있습니다.", code="decided")
    application.state, application.reason = Application.State.ENDED, require_reason(reason)
    _decide(application, by=by)
    if application.member.status == Member.Status.APPROVED:
        application.member = change_member_status(
            application.member, to=Member.Status.PENDING, by=by, reason=application.reason
        )
    _tell(
        application, f"{application.politician} {_role(application)} 자격이 종료되었습니다. 사유: {application.reason}"
    )
    return application


@transaction.atomic
def forget_applications(member: Member) -> None:
    """End the claims of a member who leaves, blank what they said about themselves and delete their documents."""
    open_states = (Application.State.WAITING, Application.State.APPROVED)
    mine = Application.objects.filter(member=member)
    mine.filter(state__in=open_states).update(
        state=Application.State.ENDED, reason="회원 탈퇴", decided_at=timezone.now()
    )
    mine.update(stated_name="", affiliation="")
    paperwork.remove(Document.objects.filter(application__member=member))
    invalidate(Tag.POLITICIANS, Tag.NAME_CARDS)


def _lock(application: Application) -> None:
    application.refresh_from_db(
        from_queryset=Application.objects.select_for_update(of=("self",)).select_related("member")
    )


def _lock_waiting(application: Application, by: Member) -> None:
    """Two decisions at once: the second one finds the first one made."""
    require(by, "politicians.decide_application", application, words="가입 신청은 관리자만 처리할 수 있습니다.")
    _lock(application)
    if application.state != Application.State.WAITING:
        raise ValidationError(f"이미 처리된 신청입니다. ({application.get_state_display()})", code="decided")


def _decide(application: Application, *, by: Member) -> None:
    application.decided_by, application.decided_at = by, timezone.now()
    application.full_clean()
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        # Another claim of the same politician was approved between the check and here.
        raise ValidationError(TAKEN, code="taken") from error
    invalidate(Tag.POLITICIANS, Tag.NAME_CARDS)
    log_deed(
        logger, "application decided", extra={"application": application.pk, "state": application.state, "by": by.pk}
    )


def _end_claims_of_gone(politician: Politician, *, by: Member) -> None:
    """A member who left or was banned no longer holds the politician's place."""
    held = Application.objects.approved().filter(politician=politician, is_aide=False, member__status__in=GONE)
    held.update(state=Application.State.ENDED, reason="회원 자격 종료", decided_by=by, decided_at=timezone.now())


def _role(application: Application) -> str:
    return "보좌진" if application.is_aide else "본인"


def _tell(application: Application, text: str) -> None:
    url = reverse("politicians:application-detail")
    event = f"application:{application.pk}:{application.state}"
    notify([application.member], kind=Notification.Kind.APPLICATION, text=text, url=url, event=event)
