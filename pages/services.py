"""Verbs whose consequences reach through several apps."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.services import withdraw
from boards.services import forget_drafts
from notifications.services import forget_notifications, save_preference
from politicians.services import change_mail_wish, forget_applications


@transaction.atomic
def leave_site(member, *, password):
    """Let a member leave, and erase what every app keeps about them alone (overview §2); their texts stay.

    Raises ValidationError (password), or when the account may not be left.
    """
    left = withdraw(member, password=password)
    forget_applications(left)
    forget_notifications(left)
    forget_drafts(left)
    return left


@transaction.atomic
def save_notification_settings(preference, *, by, application=None, wants_mail=None):
    """Store which notifications `by` wants and, for whoever speaks for a politician, whether by mail too.

    Raises PermissionDenied for somebody else's settings, ValidationError for a kind that always stays on.
    """
    if preference.member_id != by.pk:
        raise PermissionDenied("알림 설정은 본인만 바꿀 수 있습니다.")
    save_preference(preference)
    if application:
        change_mail_wish(application, by=by, wants_mail=wants_mail)
    return preference
