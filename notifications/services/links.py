"""Signed links in mails: opening what it tells of, and asking for no more of them. They name no address."""

import base64

from django.conf import settings
from django.core import signing
from django.urls import reverse

from notifications.models import Delivery
from polibat.security.encryption import email_index

OPEN, UNSUBSCRIBE = "notifications.open", "notifications.unsubscribe"


def open_address(delivery: Delivery) -> str:
    """The link that leads to the text and says that it was opened."""
    token = signing.dumps(delivery.key.hex, salt=OPEN)
    return settings.SITE_URL + reverse("notifications:delivery-open", args=[token])


def unsubscribe_address(delivery: Delivery, address: str) -> str:
    """The link that asks for no more mail of this kind; of an office it carries the blind index of the address."""
    mark = "" if delivery.member_id else base64.urlsafe_b64encode(email_index(address)).decode()
    token = signing.dumps([delivery.recipient, delivery.kind, mark], salt=UNSUBSCRIBE)
    return settings.SITE_URL + reverse("notifications:mail-unsubscribe", args=[token])


def delivery_key(token: str) -> str:
    """The key in a link that opens; raises signing.BadSignature for anything made up."""
    return signing.loads(token, salt=OPEN)


def unsubscriber(token: str) -> tuple[str, str, bytes]:
    """Recipient, kind and mark (bytes, empty for members) of a link; raises signing.BadSignature for made-up ones."""
    recipient, kind, mark = signing.loads(token, salt=UNSUBSCRIBE)
    return recipient, kind, base64.urlsafe_b64decode(mark)
