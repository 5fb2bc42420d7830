"""Leaving, and ending sessions."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.events import member_left
from accounts.models import EmailCode, Member, NicknameChange, StatusChange, Tombstone
from accounts.services.codes import tombstone_mark
from accounts.services.data_export import forget_exports
from accounts.services.password import confirm_password
from polibat.api.repeats import forget_repeats_of
from polibat.db.deeds import log_deed

logger = logging.getLogger(__name__)

# Leaving is no way around a ban (spec M18).
MAY_LEAVE = {Member.Status.APPROVED, Member.Status.PENDING, Member.Status.SUSPENDED}


def end_sessions(member: Member) -> None:
    """Sign a member out everywhere: every session (and token) made before this moment stops working."""
    Member.objects.filter(pk=member.pk).update(session_epoch=F("session_epoch") + 1)


def withdraw(member: Member, *, password: str) -> Member:
    """Let a member leave: the texts stay, under `탈퇴한 회원`; address, nickname and password are erased for good.

    What every app keeps about the member alone is erased in the same transaction. A keyed mark of the address stays,
    which stops joining anew for 30 days. Raises ValidationError (password, status).
    """
    confirm_password(member, password, field="password", message="비밀번호가 올바르지 않습니다.")
    with transaction.atomic():
        member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        if member.status not in MAY_LEAVE:
            raise ValidationError("지금은 탈퇴할 수 없는 계정입니다. 문의: hello@polibat.com", code="status")
        before = member.status
        for index in filter(None, (member.email_index, member.mailbox_index)):
            Tombstone.objects.update_or_create(mark=tombstone_mark(index), defaults={"left_at": timezone.now()})
        EmailCode.objects.filter(email_index=member.email_index).delete()
        NicknameChange.objects.filter(member=member).update(before="", after="")
        member.status, member.suspended_until, member.left_at = Member.Status.WITHDRAWN, None, timezone.now()
        member.nickname, member.nickname_key, member.nickname_words = Member.LEFT_NICKNAME, None, None
        member.email_cipher = member.email_index = member.mailbox_index = None
        member.set_unusable_password()
        member.session_epoch += 1
        member.save()
        StatusChange.objects.create(member=member, before=before, after=member.status, reason="회원 탈퇴", by=member)
        forget_exports(member)
        forget_repeats_of(member.pk)
        member_left.publish(member=member)
    log_deed(logger, "member left", extra={"member": member.public_id})
    return member
