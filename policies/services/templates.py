"""Adding and changing documents."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from polibat.db.ids import sequence_name
from polibat.security.permission import Actor, require
from polibat.text import clean_line
from policies.models import PolicyChange, PolicyTemplate
from policies.services.record import STAFF_ONLY, changed_fields, record

FIELDS = ("name", "target", "is_mandatory")


def add_template(template: PolicyTemplate, *, by: Actor) -> PolicyTemplate:
    """Number a new document and store it; nobody reads it before a version is published.

    Raises PermissionDenied and ValidationError (name: missing, or that of another document).
    """
    require(by, "policies.add_policytemplate", words=STAFF_ONLY)
    template.name = clean_line(template.name)
    template.full_clean(exclude=["public_id"])
    try:
        with transaction.atomic():
            template.public_id = _next_id()
            template.save(force_insert=True)
            record(template, PolicyChange.Verb.CREATE, by=by)
    except IntegrityError:
        _refuse_the_name(template)
        raise
    return template


def change_template(template: PolicyTemplate, *, by: Actor) -> bool:
    """Store the changed name of a document, and before its first version took effect whom it concerns.

    False when nothing changed. Raises PermissionDenied and ValidationError.
    """
    require(by, "policies.change_policytemplate", words=STAFF_ONLY)
    template.name = clean_line(template.name)
    try:
        return _change(template, by)
    except IntegrityError:
        _refuse_the_name(template)
        raise


@transaction.atomic
def _change(template: PolicyTemplate, by: Actor) -> bool:
    stored = PolicyTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    template.full_clean()
    changed = changed_fields(template, stored, FIELDS)
    if not changed:
        return False
    template.updated_at = timezone.now()
    template.save(update_fields=[*changed, "updated_at"])
    record(template, PolicyChange.Verb.CHANGE, by=by, fields=changed)
    return True


def _refuse_the_name(template: PolicyTemplate) -> None:
    """Of two for one name at once the constraint let one through, and has the words for the other."""
    template.validate_constraints(exclude=["public_id"])


def _next_id() -> str:
    """Documents are few: four digits, which grow wider."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence_name("TP")])
        return f"TP{cursor.fetchone()[0]:04d}"
