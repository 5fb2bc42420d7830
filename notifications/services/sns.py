"""Messages of Amazon SNS: whether one really comes from there (its documented signature), and confirming a topic."""

import base64
import binascii
import fnmatch
import re
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone

SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    "UnsubscribeConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
HASHES = {"1": SHA1, "2": SHA256}
PATIENCE = 5
LARGEST_CERTIFICATE = 20_000
CACHE_SECONDS = 24 * 3600
# SNS gives up within the hour; what comes later was kept by somebody.
OLDEST = timedelta(hours=1)
# By how much two clocks may differ.
AHEAD = timedelta(minutes=5)
# What a star in SNS_HOSTS stands for. Names of one word are other services: `sns.s3.amazonaws.com` is a bucket.
REGION = r"[a-z]{2}(?:-[a-z]+)+-\d"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The host was checked; another one that it names was not."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""


_opener = urllib.request.build_opener(_NoRedirect)


def check_message(message: dict[str, Any]) -> None:
    """Raise PermissionDenied unless `message` (a dict) is of a topic of ours and signed by SNS."""
    kind = message.get("Type")
    if kind not in SIGNED or message.get("TopicArn") not in settings.SES_TOPICS:
        raise PermissionDenied("unknown topic")
    if not _is_fresh(message.get("Timestamp")):
        raise PermissionDenied("message is too old")
    algorithm = HASHES.get(message.get("SignatureVersion", ""))
    if algorithm is None:
        raise PermissionDenied("unknown signature version")
    try:
        signature = base64.b64decode(message.get("Signature", ""), validate=True)
        certificate = x509.load_pem_x509_certificate(_certificate(message.get("SigningCertURL")))
        public_key = certificate.public_key()
        if not isinstance(public_key, RSAPublicKey) or not _is_valid_now(certificate):
            raise PermissionDenied("certificate is not valid")
        public_key.verify(signature, canonical(message), PKCS1v15(), algorithm())
    except (binascii.Error, ValueError, TypeError, InvalidSignature) as error:
        raise PermissionDenied("signature is wrong") from error


def canonical(message: dict[str, Any]) -> bytes:
    """What SNS signs of a message: named values, one a line, in the documented order."""
    names = [name for name in SIGNED[message["Type"]] if name in message]
    return "".join(f"{name}\n{message[name]}\n" for name in names).encode()


def confirm_topic(message: dict[str, Any]) -> None:
    """Visit the address by which SNS wants a subscription confirmed."""
    _fetch(message.get("SubscribeURL"), path="/*")


def is_host_of_sns(address: str) -> bool:
    """Whether `address` stands at a host that `SNS_HOSTS` names: by region with https, or by its whole origin."""
    try:
        parts = urlsplit(address)
        host, plain = parts.hostname or "", parts.netloc == parts.hostname
    except ValueError:
        return False
    return any(
        f"{parts.scheme}://{parts.netloc}" == known
        or ((parts.scheme, plain) == ("https", True) and _pattern_of(known).fullmatch(host))
        for known in settings.SNS_HOSTS
    )


def _pattern_of(known: str) -> re.Pattern[str]:
    """What a host in SNS_HOSTS means: a star stands for a region."""
    return re.compile(REGION.join(map(re.escape, known.split("*"))))


def _is_fresh(said: object) -> bool:
    """Whether a moment, as SNS writes it, is within the hour."""
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
        return moment is not None and -AHEAD <= timezone.now() - moment <= OLDEST
    except (ValueError, TypeError):
        return False


def _is_valid_now(certificate: x509.Certificate) -> bool:
    return certificate.not_valid_before_utc <= timezone.now() <= certificate.not_valid_after_utc


def _certificate(address: object) -> bytes:
    key = f"sns-certificate:{address}"
    kept = cache.get(key) if isinstance(address, str) and len(address) < 200 else None
    if kept is None:
        kept = _fetch(address, path="*.pem")
        cache.set(key, kept, CACHE_SECONDS)
    return kept


def _fetch(address: object, *, path: str) -> bytes:
    """What stands at an address of SNS; any other host is refused: everybody may serve files from amazonaws.com."""
    if (
        not isinstance(address, str)
        or not is_host_of_sns(address)
        or not fnmatch.fnmatchcase(urlsplit(address).path or "/", path)
    ):
        raise PermissionDenied("unknown host")
    try:
        with _opener.open(address, timeout=PATIENCE) as answer:
            return answer.read(LARGEST_CERTIFICATE)
    except (OSError, urllib.error.URLError) as error:
        raise PermissionDenied("address does not answer") from error
