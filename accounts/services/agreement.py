"""Agreeing to policies, at sign-up and when they change."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Consent, Member
from policies.models import PolicyVersion

logger = logging.getLogger(__name__)

AGREE_FIRST = "약관이 바뀌었습니다. 바뀐 약관에 동의하신 뒤에 할 수 있습니다."


def record_consents(member, versions):
    """Store in the caller's transaction that `member` agrees to `versions`; once stored they stay as they were."""
    versions = list(versions)
    Consent.objects.bulk_create(
        [Consent(member=member, version=version) for version in versions], ignore_conflicts=True
    )
    moments = [version.effective_at for version in versions]
    member.agreed_upto = max([*moments, *([member.agreed_upto] if member.agreed_upto else [])], default=None)
    member.save(update_fields=["agreed_upto"])


def asked_of(member):
    """The versions in effect to which `member` still has to agree; staff are not asked."""
    if member.kind == Member.Kind.ADMIN:
        return PolicyVersion.objects.none()
    return PolicyVersion.objects.asked_anew(
        is_politician=member.speaks_for_politician, agreed_upto=member.agreed_upto
    ).select_related("template")


@transaction.atomic
def agree(member, *, versions):
    """Store that `member` agrees to `versions`, which have to be all that is asked; a second time changes nothing.

    Raises ValidationError when one is missing, also one that took effect while the others were read.
    """
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    asked = list(asked_of(locked))
    if not {version.pk for version in asked} <= {version.pk for version in versions}:
        raise ValidationError({"versions": ValidationError("필수 항목에 동의해 주세요.", code="incomplete")})
    if asked:
        record_consents(locked, asked)
        logger.info("member agreed", extra={"member": locked.public_id, "versions": [one.public_id for one in asked]})
    member.agreed_upto = locked.agreed_upto
    return asked
