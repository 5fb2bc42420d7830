"""Agreeing to policies, at sign-up and when they change."""

import logging
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import Consent, Member
from polibat.db.deeds import log_deed
from policies.models import PolicyTemplate, PolicyVersion
from policies.models.policy import PolicyTemplateQuerySet, PolicyVersionQuerySet

logger = logging.getLogger(__name__)


def documents_to_agree(*, is_politician: bool) -> PolicyTemplateQuerySet:
    """The documents that new members agree to beside 이용약관 and 개인정보 처리방침, which have fields of their own."""
    asked = PolicyVersion.objects.to_agree(is_politician=is_politician).filter(template__slug=None)
    return PolicyTemplate.objects.filter(pk__in=asked.values("template"))


def record_consents(member: Member, versions: Iterable[PolicyVersion]) -> None:
    """Store in the caller's transaction that `member` agrees to `versions`; once stored they stay as they were.

    Raises ValidationError when staff stopped one of them while it was read.
    """
    versions = list(versions)
    _hold(versions)
    Consent.objects.bulk_create(
        [Consent(member=member, version=version) for version in versions], ignore_conflicts=True
    )
    moments = [version.effective_at for version in versions]
    member.agreed_upto = max([*moments, *([member.agreed_upto] if member.agreed_upto else [])], default=None)
    member.save(update_fields=["agreed_upto"])


def _hold(versions: list[PolicyVersion]) -> None:
    """Keep `versions` from being stopped until the agreement is stored; many members hold the same one together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM policies_policyversion WHERE id = ANY(%s) AND stopped_at IS NULL FOR KEY SHARE",
            [[version.pk for version in versions]],
        )
        if len(cursor.fetchall()) != len(versions):
            raise ValidationError("약관이 방금 바뀌었습니다. 다시 확인해 주세요.", code="changed")


def asked_of(member: Member) -> PolicyVersionQuerySet:
    """The versions in effect to which `member` still has to agree; staff are not asked."""
    if member.kind == Member.Kind.STAFF:
        return PolicyVersion.objects.none()
    return PolicyVersion.objects.asked_anew(
        is_politician=member.speaks_for_politician, agreed_upto=member.agreed_upto
    ).select_related("template")


@transaction.atomic
def agree(member: Member, *, versions: Iterable[PolicyVersion]) -> list[PolicyVersion]:
    """Store that `member` agrees to `versions`, which have to be all that is asked; a second time changes nothing.

    Raises ValidationError when one is missing, also one that took effect while the others were read.
    """
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    asked = list(asked_of(locked))
    if not {version.pk for version in asked} <= {version.pk for version in versions}:
        raise ValidationError({"versions": ValidationError("필수 항목에 동의해 주세요.", code="incomplete")})
    if asked:
        record_consents(locked, asked)
        log_deed(
            logger, "member agreed", extra={"member": locked.public_id, "versions": [one.public_id for one in asked]}
        )
    member.agreed_upto = locked.agreed_upto
    return asked
