"""Verbs whose consequences reach through several apps."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Member
from accounts.services import withdraw
from boards.services import forget_drafts
from notifications.services import forget_notifications, save_preference
from pages.jobs import make_export
from pages.models import DataExport
from politicians.services import change_mail_wish, forget_applications

logger = logging.getLogger(__name__)

MAKING = "이미 만들고 있습니다. 준비되면 알려 드립니다."
ONE_A_DAY = "내 정보 파일은 하루에 한 번 요청할 수 있습니다. {at:%y.%m.%d. %H:%M} 이후에 다시 요청해 주세요."


@transaction.atomic
def leave_site(member, *, password):
    """Let a member leave, and erase what every app keeps about them alone (overview §2); their texts stay.

    Raises ValidationError (password), or when the account may not be left.
    """
    left = withdraw(member, password=password)
    forget_applications(left)
    forget_notifications(left)
    forget_drafts(left)
    _forget_exports(left)
    return left


@transaction.atomic
def request_export(*, by):
    """Have everything the site holds about `by` put into a file, in the background; the request.

    One at a time, by a constraint, and one in 24 hours; a request of which nothing came does not count. Raises
    ValidationError (`making`, `a_day`).
    """
    # Requests sent at once wait here for each other, so that the second one sees the first.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    counted = DataExport.objects.visible_to(by).exclude(state=DataExport.State.FAILED)
    last = counted.filter(requested_at__gt=timezone.now() - DataExport.ONE_IN).first()
    if last and last.state != DataExport.State.MAKING:
        again = timezone.localtime(last.requested_at + DataExport.ONE_IN)
        raise ValidationError(ONE_A_DAY.format(at=again), code="a_day")
    try:
        with transaction.atomic():
            export = DataExport.objects.create(member=by)
    except IntegrityError as error:
        raise ValidationError(MAKING, code="making") from error
    make_export.defer(export_id=export.pk)
    logger.info("export requested", extra={"export": export.pk, "member": by.public_id})
    return export


def _forget_exports(member):
    """Close the link of a member who leaves, and want nothing that is being made; files go with the next tidying."""
    mine = DataExport.objects.filter(member=member)
    mine.ready().update(expires_at=timezone.now())
    mine.filter(state=DataExport.State.MAKING).update(state=DataExport.State.FAILED)


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
