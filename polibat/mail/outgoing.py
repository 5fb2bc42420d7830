"""Mail: how one is made from its templates, how its values travel sealed, and how it is queued.

What keeps mail until it is delivered stands in an app above, which hears of it by the event `mail.queued`.
"""

import base64
import json
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.backends.django import Template
from django.template.loader import get_template, render_to_string

from polibat.events import Event
from polibat.security.addresses import comparable_address
from polibat.security.encryption import decrypt, encrypt

SEAL = "polibat.mail"

mail_queued = Event("mail.queued", "template", "context", "member", "to", "office", "event", "about", "url")


def compose_mail(*, to, template, context, headers=None):
    """The mail of `emails/<template>.{subject.txt,txt,html}`, text and HTML."""
    context = {"site_url": settings.SITE_URL, **context}
    subject = " ".join(_plain(f"emails/{template}.subject.txt", context).split())
    message = EmailMultiAlternatives(subject, text_of(template, context), to=[to], headers=headers)
    message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    return message


def text_of(template, context):
    """The plain text of a mail with its footer."""
    text = _plain(f"emails/{template}.txt", context).strip()
    return f"{text}\n\n{_plain('emails/_footer.txt', context).strip()}\n"


def send_mail(*, to, template, context):
    """Send a mail now, through Django's mail backend."""
    compose_mail(to=to, template=template, context=context).send()


def _plain(name, context):
    """Plain text is not HTML: what people typed stands in it as typed."""
    template = get_template(name)
    assert isinstance(template, Template)
    return template.template.render(Context(context, autoescape=False))


def seal(values):
    """Encrypt the values of a mail, because they lie in a table that staff read."""
    return base64.b64encode(encrypt(json.dumps(values), bound_to=SEAL)).decode()


def unseal(sealed):
    """The values of a sealed mail."""
    return json.loads(decrypt(base64.b64decode(sealed), bound_to=SEAL))


def queue_mail(
    *,
    template: str,
    context: dict[str, Any],
    member: Any = None,
    to: str = "",
    office: str = "",
    event: str = "",
    about: str = "",
    url: str = "",
) -> None:
    """Queue a mail in the caller's transaction, to a `member` or to the address `to`.

    `office` is the public id of the politician whose office is written to. One `event` makes one mail for each
    recipient, however often it is queued; without one every call makes a mail. `about` is the public id of the text
    that it tells of, `url` (inside the site) where its signed link leads.
    """
    # Servers know a domain by its name in ASCII, also of an office that the directory wrote in Hangul.
    to = to and comparable_address(to)
    mail_queued.publish(
        template=template, context=context, member=member, to=to, office=office, event=event, about=about, url=url
    )
