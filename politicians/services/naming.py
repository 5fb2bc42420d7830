"""Telling a politician's side that somebody wrote to them."""

from django.conf import settings
from django.db import transaction

from accounts.services import queue_member_mail
from notifications.models import Notification
from notifications.services import notify
from politicians.models import Politician


@transaction.atomic
def tell_speakers(politician, *, by, title, url):
    """Tell the politician and the aides that a text of `by` names them: in the site, by mail who asked for it."""
    speakers = Politician.objects.speakers_of(politician).exclude(pk=by.pk)
    text = f"{{actor}} 님이 {politician}에게 글을 남겼습니다."
    notify(speakers, kind=Notification.Kind.NAMED, text=text, url=url, actor=by)
    context = {"politician": str(politician), "title": title, "url": f"{settings.SITE_URL}{url}"}
    for speaker in Politician.objects.speakers_of(politician, wants_mail=True).exclude(pk=by.pk):
        queue_member_mail(speaker, template="politician_named", context=context)
