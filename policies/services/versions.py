"""Announcing versions, changing them before they take effect, taking them back and stopping them.

Every verb takes the lock of its document first, so that of many at once each sees what the one before did.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from polibat.db.ids import child_public_id
from polibat.security.permission import Actor, require
from polibat.text import clean_line, clean_lines
from polibat.text.reason import require_reason
from policies.models import PolicyChange, PolicyTemplate, PolicyVersion
from policies.models.effective_periods import first_gap
from policies.services.record import STAFF_ONLY, changed_fields, record

Verb = PolicyChange.Verb
IN_EFFECT = "시행 중이거나 지난 버전은 바꾸거나 지울 수 없습니다. 새 버전을 등록해 주세요."
PAST = "시행일은 지금보다 뒤여야 합니다."
FIELDS = (
    *("summary", "body", "effective_at", "ends_at"),
    *("is_mandatory", "is_downloadable", "shows_number", "tells_members"),
)


@transaction.atomic
def publish_version(version: PolicyVersion, *, by: Actor) -> PolicyVersion:
    """Number a new version of its template and store it; it is announced at once and takes effect by its date.

    Raises PermissionDenied for staff below admin, ValidationError (summary, body, effective_at: only ahead, ends_at:
    never so that a needed document lapses).
    """
    return _add(version, Verb.PUBLISH, by=by)


@transaction.atomic
def draft_version(version: PolicyVersion, *, by: Actor) -> PolicyVersion:
    """Number a new version and keep it where only staff read it, until `resume_version` publishes it."""
    version.stopped_at = timezone.now()
    return _add(version, Verb.DRAFT, by=by)


@transaction.atomic
def revise_version(version: PolicyVersion, *, by: Actor) -> bool:
    """Store the changed text, dates or settings of a version that never took effect; False when nothing changed.

    Raises PermissionDenied, ValidationError (also when it took effect meanwhile).
    """
    require(by, "policies.change_policyversion", words=STAFF_ONLY)
    stored, gap = _lock(version)
    _require_open(stored)
    version.stopped_at, version.deleted_at = stored.stopped_at, stored.deleted_at
    _clean(version)
    version.full_clean()
    changed = changed_fields(version, stored, FIELDS)
    if not changed:
        return False
    version.updated_at = timezone.now()
    version.save(update_fields=[*changed, "updated_at"])
    _require_cover(version, before=gap)
    record(version, Verb.CHANGE, by=by, fields=changed)
    return True


@transaction.atomic
def stop_version(version: PolicyVersion, *, by: Actor, reason: str) -> bool:
    """Take back what is announced (it becomes a draft), or end what is in force; False when it is stopped already.

    What was in force stays readable and on record, and is never brought back. Raises PermissionDenied and
    ValidationError (no reason, a deleted one, a past one, or a needed document would lapse).
    """
    stored, gap = _lock_to_move(version, by)
    if stored.stopped_at:
        return False
    if stored.state == PolicyVersion.State.EXPIRED:
        raise ValidationError("이미 끝난 버전입니다.", code="in_effect")
    return _move(version, Verb.STOP, by=by, reason=reason, before=gap, stopped_at=timezone.now())


@transaction.atomic
def resume_version(version: PolicyVersion, *, by: Actor, reason: str = "") -> bool:
    """Publish a draft; False when it is published already. Raises what `publish_version` raises."""
    stored, gap = _lock_to_move(version, by)
    if not stored.stopped_at:
        return False
    if not stored.is_draft:
        message = "시행되었다가 중지된 버전은 다시 게시할 수 없습니다. 새 버전을 등록해 주세요."
        raise ValidationError(message, code="in_effect")
    if not stored.is_ahead:
        raise ValidationError(f"{PAST} 시행일을 고친 뒤에 게시해 주세요.", code="past")
    version.stopped_at = None
    version.full_clean()
    approval = {"approved_by": by, "approved_at": timezone.now()}
    return _move(version, Verb.PUBLISH, by=by, reason=reason, before=gap, stopped_at=None, **approval)


@transaction.atomic
def delete_version(version: PolicyVersion, *, by: Actor, reason: str) -> bool:
    """Put away a version that never took effect; it stays on record, and its number is not used again.

    False when it is deleted already. Raises PermissionDenied and ValidationError (no reason, in effect).
    """
    require(by, "policies.move_policyversion", words=STAFF_ONLY)
    stored, gap = _lock(version)
    if stored.deleted_at:
        return False
    _require_open(stored)
    now = timezone.now()
    moments = {"deleted_at": now, "stopped_at": stored.stopped_at or now}
    return _move(version, Verb.DELETE, by=by, reason=reason, before=gap, **moments)


@transaction.atomic
def restore_version(version: PolicyVersion, *, by: Actor, reason: str) -> bool:
    """Bring a deleted version back as a draft; False when it is not deleted. Raises as the others do."""
    require(by, "policies.move_policyversion", words=STAFF_ONLY)
    stored, gap = _lock(version)
    if not stored.deleted_at:
        return False
    return _move(version, Verb.RESTORE, by=by, reason=reason, before=gap, deleted_at=None)


def count_download(version: PolicyVersion) -> None:
    """Count one download; many at once are all counted."""
    PolicyVersion.objects.filter(pk=version.pk).update(downloads=F("downloads") + 1)


def require_cover(version: PolicyVersion) -> None:
    """Raise ValidationError where storing `version`, published, would leave a needed document without one in force."""
    if not version.template.is_needed:
        return
    others = list(version.template.versions.announced().exclude(pk=version.pk))
    stored = version.template.versions.announced().filter(pk=version.pk)
    _refuse_gap(version, _gap([*others, *stored]), _gap([*others, version]))


def _add(version: PolicyVersion, verb: PolicyChange.Verb, *, by: Actor) -> PolicyVersion:
    require(by, "policies.add_policyversion", words=STAFF_ONLY)
    template = PolicyTemplate.objects.select_for_update(no_key=True).get(pk=version.template_id)
    gap = _gap_of(template)
    _clean(version)
    PolicyTemplate.objects.filter(pk=template.pk).update(version_serial=F("version_serial") + 1)
    template.refresh_from_db(fields=["version_serial"])
    version.template = template
    version.public_id = child_public_id(template.public_id, "VN", template.version_serial)
    version.created_by = by
    if verb == Verb.PUBLISH:
        version.approved_by, version.approved_at = by, timezone.now()
    version.full_clean()
    version.save(force_insert=True)
    _require_cover(version, before=gap)
    record(version, verb, by=by)
    return version


def _lock(version: PolicyVersion) -> tuple[PolicyVersion, datetime | None]:
    """The version as it stands from now on, and when its document lapses (None: never)."""
    template = PolicyTemplate.objects.select_for_update(no_key=True).get(pk=version.template_id)
    # Whoever agrees at this moment holds the row: their agreement is stored before or refused after.
    PolicyVersion.objects.select_for_update().get(pk=version.pk)
    return PolicyVersion.objects.with_end().get(pk=version.pk), _gap_of(template)


def _lock_to_move(version: PolicyVersion, by: Actor) -> tuple[PolicyVersion, datetime | None]:
    require(by, "policies.move_policyversion", words=STAFF_ONLY)
    stored, gap = _lock(version)
    if stored.deleted_at:
        raise ValidationError("삭제된 버전입니다. 먼저 복원해 주세요.", code="deleted")
    return stored, gap


def _move(
    version: PolicyVersion,
    verb: PolicyChange.Verb,
    *,
    by: Actor,
    reason: str,
    before: datetime | None,
    **values: datetime | None,
) -> bool:
    if verb != Verb.PUBLISH:
        require_reason(reason, in_lines=True)
    for name, value in values.items():
        setattr(version, name, value)
    version.updated_at = timezone.now()
    version.save(update_fields=[*values, "updated_at"])
    _require_cover(version, before=before)
    record(version, verb, by=by, reason=reason)
    return True


def _require_open(stored: PolicyVersion) -> None:
    if not stored.is_open:
        code = "deleted" if stored.deleted_at else "in_effect"
        words = "삭제된 버전입니다. 먼저 복원해 주세요." if stored.deleted_at else IN_EFFECT
        raise ValidationError(words, code=code)


def _clean(version: PolicyVersion) -> None:
    version.summary, version.body = clean_line(version.summary), clean_lines(version.body)
    if version.effective_at and not version.is_ahead:
        # Nobody is bound by what was not announced, and who agreed until today would not be asked.
        raise ValidationError({"effective_at": ValidationError(PAST, code="past")})


def _gap_of(template: PolicyTemplate) -> datetime | None:
    return _gap(template.versions.announced()) if template.is_needed else None


def _gap(versions: Iterable[PolicyVersion]) -> datetime | None:
    return first_gap(versions, since=timezone.now())


def _require_cover(version: PolicyVersion, *, before: datetime | None) -> None:
    _refuse_gap(version, before, _gap_of(version.template))


def _refuse_gap(version: PolicyVersion, before: datetime | None, after: datetime | None) -> None:
    """Refuse a gap that was not there before, or later only."""
    if after is None or (before is not None and before <= after):
        return
    moment = timezone.localtime(after)
    message = (
        f"{moment:%Y.%m.%d. %H:%M}부터 시행 중인 {version.template}이(가) 없게 됩니다. "
        "그때까지 시행될 새 버전을 먼저 등록해 주세요."
    )
    raise ValidationError({"ends_at": message} if version.ends_at == after else message, code="gap")
