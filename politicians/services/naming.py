"""Telling a politician's side that somebody wrote to them."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.services import queue_member_mail
from notifications.models import Notification
from notifications.services import notify
from politicians.models import Application, Politician

logger = logging.getLogger(__name__)


@transaction.atomic
def tell_speakers(politician, *, by, title, url):
    """Tell the politician and the aides that a text of `by` names them: in the site, by mail who asked for it."""
    speakers = Politician.objects.speakers_of(politician).exclude(pk=by.pk)
    text = f"{{actor}} 님이 {politician}에게 글을 남겼습니다."
    event = f"named:{politician.public_id}:{url}"
    notify(speakers, kind=Notification.Kind.NAMED, text=text, url=url, actor=by, event=event)
    context = {"politician": str(politician), "title": title, "url": f"{settings.SITE_URL}{url}"}
    for speaker in Politician.objects.speakers_of(politician, wants_mail=True).exclude(pk=by.pk):
        queue_member_mail(speaker, template="politician_named", context=context)


@transaction.atomic
def change_mail_wish(application, *, by, wants_mail):
    """Let whoever speaks for a politician switch the mail about being named on or off.

    Raises PermissionDenied for everybody else, also when the application ended meanwhile.
    """
    stored = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    if not by.has_perm("politicians.change_mail_wish", stored):
        raise PermissionDenied("승인된 정치인과 보좌진만 바꿀 수 있습니다.")
    stored.wants_mail = application.wants_mail = bool(wants_mail)
    stored.save(update_fields=["wants_mail"])
    logger.info("mail wish changed", extra={"application": stored.pk, "wants_mail": stored.wants_mail})
    return stored
