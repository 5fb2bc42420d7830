"""What members want to hear of: one page about rows of several apps."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Member
from notifications.models import NotificationPreference
from notifications.services import save_preference
from politicians.models import Application
from politicians.services.mentions import change_mail_wish


@transaction.atomic
def save_notification_settings(
    preference: NotificationPreference,
    *,
    by: Member,
    application: Application | None = None,
    wants_mail: bool | None = None,
) -> NotificationPreference:
    """Store which notifications `by` wants and, for whoever speaks for a politician, whether by mail too.

    Raises PermissionDenied for somebody else's settings, ValidationError for a kind that always stays on.
    """
    if preference.member_id != by.pk:
        raise PermissionDenied("알림 설정은 본인만 바꿀 수 있습니다.")
    save_preference(preference)
    if application and wants_mail is not None:
        change_mail_wish(application, by=by, wants_mail=wants_mail)
    return preference
