"""Publishing policies."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from polibat.ids import child_public_id
from polibat.page_cache import drop_pages
from polibat.text import clean_line, clean_lines
from policies import schedule
from policies.models import PolicyTemplate, PolicyVersion

logger = logging.getLogger(__name__)

IN_EFFECT = "시행 중이거나 지난 버전은 바꾸거나 지울 수 없습니다. 새 버전을 등록해 주세요."


@transaction.atomic
def publish_version(version, *, by):
    """Number a new version of its template and store it; it is announced at once and takes effect by its date.

    Raises PermissionDenied for staff below admin, ValidationError (summary, body, effective_at: only ahead).
    """
    _require(by, "policies.add_policyversion")
    _clean(version)
    PolicyTemplate.objects.filter(pk=version.template_id).update(version_serial=F("version_serial") + 1)
    version.template.refresh_from_db(fields=["version_serial"])
    version.public_id = child_public_id(version.template.public_id, "VN", version.template.version_serial)
    version.full_clean()
    version.save(force_insert=True)
    _let_know()
    logger.info("policy version published", extra={"version": version.public_id, "by": by.public_id})
    return version


@transaction.atomic
def revise_version(version, *, by):
    """Store the changed text or date of a version that is not in effect yet.

    Raises PermissionDenied, ValidationError (also when it took effect meanwhile).
    """
    _require(by, "policies.change_policyversion")
    _lock_ahead(version)
    _clean(version)
    version.full_clean()
    version.save()
    _let_know()
    logger.info("policy version revised", extra={"version": version.public_id, "by": by.public_id})
    return version


@transaction.atomic
def withdraw_version(version, *, by):
    """Take back a version that is not in effect yet; its number is not used again."""
    _require(by, "policies.delete_policyversion")
    _lock_ahead(version)
    public_id = version.public_id
    version.delete()
    _let_know()
    logger.info("policy version withdrawn", extra={"version": public_id, "by": by.public_id})


def _require(by, permission):
    if not by.has_perm(permission):
        raise PermissionDenied("정책은 관리자만 등록하고 바꿀 수 있습니다.")


def _lock_ahead(version):
    if not PolicyVersion.objects.select_for_update().get(pk=version.pk).is_ahead:
        raise ValidationError(IN_EFFECT, code="in_effect")


def _clean(version):
    version.summary, version.body = clean_line(version.summary), clean_lines(version.body)
    if version.effective_at and not version.is_ahead:
        # Nobody is bound by what was not announced, and who agreed until today would not be asked.
        raise ValidationError({"effective_at": ValidationError("시행일은 지금보다 뒤여야 합니다.", code="past")})


def _let_know():
    """Make pages and this process' schedule stale, now for the transaction itself and once it is committed."""
    drop_pages("policies")
    schedule.forget()
    transaction.on_commit(schedule.forget)
