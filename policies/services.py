"""Publishing policies."""

from django.db import transaction
from django.db.models import F

from polibat.ids import child_public_id
from policies.models import PolicyTemplate


@transaction.atomic
def publish_version(version):
    """Number a new version of its template and store it; it takes effect by its date. Raises ValidationError."""
    PolicyTemplate.objects.filter(pk=version.template_id).update(version_serial=F("version_serial") + 1)
    version.template.refresh_from_db(fields=["version_serial"])
    version.public_id = child_public_id(version.template.public_id, "VN", version.template.version_serial)
    version.full_clean()
    version.save(force_insert=True)
    return version
