"""Mail leaves through jobs queued in the transaction that causes it; addresses and codes travel sealed in the job."""

import base64
import json
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from polibat.encryption import decrypt, encrypt

SEAL = "polibat.mail"


def send_mail(*, to, template, context):
    """Render `emails/<template>.{subject.txt,txt,html}` and send it now through Django's mail backend."""
    context = {"site_url": settings.SITE_URL, **context}
    subject = " ".join(_plain(f"emails/{template}.subject.txt", context).split())
    message = EmailMultiAlternatives(subject, _plain(f"emails/{template}.txt", context), to=[to])
    with suppress(TemplateDoesNotExist):
        message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    message.send()


def _plain(name, context):
    """Plain text is not HTML: what people typed stands in it as typed."""
    return get_template(name).template.render(Context(context, autoescape=False))


def seal(values):
    """Encrypt the values of a mail for a job's arguments, because jobs lie in a table that operators read."""
    return base64.b64encode(encrypt(json.dumps(values), bound_to=SEAL)).decode()


def unseal(sealed):
    """The values of a sealed mail."""
    return json.loads(decrypt(base64.b64decode(sealed), bound_to=SEAL))


def queue_mail(*, to, template, context):
    """Queue a mail to an address that is no member's, in the caller's transaction."""
    send_sealed_mail.defer(sealed=seal({"to": to, "template": template, "context": context}))


@app.task(name="polibat.send_sealed_mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_sealed_mail(sealed):
    """Open a sealed mail and send it."""
    send_mail(**unseal(sealed))
