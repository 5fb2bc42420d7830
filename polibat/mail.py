"""Mail leaves through jobs queued in the transaction that causes it; addresses and codes travel sealed in the job."""

import base64
import json
from contextlib import suppress

from django.core.mail import EmailMultiAlternatives
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from polibat.encryption import decrypt, encrypt

SEAL = "polibat.mail"


def send_mail(*, to, template, context):
    """Render `emails/<template>.{subject.txt,txt,html}` and send it now through Django's mail backend."""
    subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
    message = EmailMultiAlternatives(subject, render_to_string(f"emails/{template}.txt", context), to=[to])
    with suppress(TemplateDoesNotExist):
        message.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
    message.send()


def queue_mail(*, to, template, context):
    """Queue a mail to an address that is not a member's (codes, notices about a known address).

    The job's arguments are encrypted, because jobs lie in a table that operators read.
    """
    sealed = encrypt(json.dumps({"to": to, "template": template, "context": context}), bound_to=SEAL)
    send_sealed_mail.defer(sealed=base64.b64encode(sealed).decode())


@app.task(
    name="polibat.send_sealed_mail",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4),
)
def send_sealed_mail(sealed):
    """Open a sealed mail and send it."""
    send_mail(**json.loads(decrypt(base64.b64decode(sealed), bound_to=SEAL)))
