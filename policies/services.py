"""Publishing policies."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from polibat.ids import child_public_id
from polibat.page_cache import drop_pages
from policies.models import PolicyTemplate

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_version(version, *, by):
    """Number a new version of its template and store it; it takes effect by its date.

    Raises PermissionDenied for staff below admin, ValidationError (summary, body, effective_at).
    """
    if not by.has_perm("policies.add_policyversion"):
        raise PermissionDenied("정책은 관리자만 등록할 수 있습니다.")
    PolicyTemplate.objects.filter(pk=version.template_id).update(version_serial=F("version_serial") + 1)
    version.template.refresh_from_db(fields=["version_serial"])
    version.public_id = child_public_id(version.template.public_id, "VN", version.template.version_serial)
    version.full_clean()
    version.save(force_insert=True)
    drop_pages("policies")
    logger.info("policy version published", extra={"version": version.public_id, "by": by.public_id})
    return version
