"""Mail: how one is made from its templates, how its values travel sealed, and the door by which it leaves.

What keeps mail until it is delivered stands in an app above; the kit knows it by its name alone (`MAIL_DOOR`).
"""

import base64
import json

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.module_loading import import_string

from polibat.security.encryption import decrypt, encrypt

SEAL = "polibat.mail"


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
    return get_template(name).template.render(Context(context, autoescape=False))


def seal(values):
    """Encrypt the values of a mail, because they lie in a table that staff read."""
    return base64.b64encode(encrypt(json.dumps(values), bound_to=SEAL)).decode()


def unseal(sealed):
    """The values of a sealed mail."""
    return json.loads(decrypt(base64.b64decode(sealed), bound_to=SEAL))


def queue_mail(**mail):
    """Queue a mail in the caller's transaction: `to` an address or a `member`, `template`, `context`."""
    import_string(settings.MAIL_DOOR)(**mail)
