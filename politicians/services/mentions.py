"""Telling a politician's side that somebody wrote to them."""

import logging

from django.db import transaction

from accounts.models import Member
from accounts.services import queue_member_mail
from notifications.models import Notification
from notifications.services import notify
from notifications.services.bounces import is_stopped_office, takes_mail
from notifications.services.outbox import record_told, reword_deliveries
from polibat.db.deeds import log_deed
from polibat.mail import queue_mail
from polibat.security.permission import require
from politicians.models import Application, Politician

logger = logging.getLogger(__name__)

LONGEST_QUOTE = 3000


@transaction.atomic
def tell_speakers(politician: Politician, *, by: Member, title: str, url: str, text: str = "", about: str = "") -> None:
    """Tell the politician and the aides that a text of `by` names them: in the site, and by mail.

    By mail come title and `text` with the nickname of `by`, and nothing else of who that is: to the members who take
    it or, where none does, to the public address of the office. Where nobody takes mail it is kept that the bell told
    them, so that a post can say how it arrived. `about` is the public id of the text.
    """
    speakers = list(Politician.objects.speakers_of(politician).exclude(pk=by.pk))
    told = f"{{actor}} 님이 {politician}에게 글을 남겼습니다."
    event = f"named:{politician.public_id}:{url}"
    told_members = notify(speakers, kind=Notification.Kind.NAMED, text=told, url=url, actor=by, event=event)
    kept = {"event": f"named:{about or url}", "about": about, "url": url}
    mail = {
        "template": "politician_named",
        "context": {
            "politician": str(politician),
            "citizen": by.nickname,
            **_quoted(title, text),
            # The way in, for an office where nobody has joined.
            "joins_as": "" if speakers else politician.public_id,
        },
        **kept,
    }
    wanting = Politician.objects.speakers_of(politician, wants_mail=True).exclude(pk=by.pk)
    reached = [speaker for speaker in wanting if takes_mail(speaker, "politician_named")]
    for speaker in reached:
        queue_member_mail(speaker, **mail)
    office = politician.office_email
    if not reached and office and not (told_members and is_stopped_office(office)):
        queue_mail(to=office, office=politician.public_id, **mail)
    elif not reached and told_members:
        record_told(template="politician_named", office=politician.public_id, **kept)


def retell_speakers(*, title: str, text: str, about: str) -> None:
    """Let what was not mailed yet of the text `about` say its changed words, in the transaction that changes them."""
    reword_deliveries(about, **_quoted(title, text))


def _quoted(title: str, text: str) -> dict[str, str]:
    return {"title": title, "text": text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"}


@transaction.atomic
def change_mail_wish(application: Application, *, by: Member, wants_mail: bool) -> Application:
    """Let whoever speaks for a politician switch the mail about being named on or off.

    Raises PermissionDenied for everybody else, also when the application ended meanwhile.
    """
    stored = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    require(by, "politicians.change_mail_wish", stored, words="승인된 정치인과 보좌진만 바꿀 수 있습니다.")
    stored.wants_mail = application.wants_mail = bool(wants_mail)
    stored.save(update_fields=["wants_mail"])
    log_deed(logger, "mail wish changed", extra={"application": stored.pk, "wants_mail": stored.wants_mail})
    return stored
