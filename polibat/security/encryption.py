"""Keeping e-mail addresses (spec V1, V2): AES-256-GCM with key ids, each cipher bound to its row, and a blind index."""

import base64
import functools
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from polibat.security.addresses import comparable_address, mailbox_of

FORMAT = 1
NONCE_BYTES = 12
HEADER_BYTES = 3  # format, then the key id in two bytes


class DecryptionError(Exception):
    """The cipher was changed, moved to another row, or its key is not configured."""


@functools.lru_cache(maxsize=4)
def _parse_keys(entries):
    keys = {}
    for entry in entries:
        key_id, _, encoded = entry.partition(":")
        key = base64.b64decode(encoded, validate=True)
        if not key_id.isdigit() or not 0 < int(key_id) < 2**16 or len(key) != 32:
            raise ImproperlyConfigured("EMAIL_KEYS: each entry is <id 1–65535>:<base64 of 32 bytes>")
        keys[int(key_id)] = AESGCM(key)
    if not keys:
        raise ImproperlyConfigured("EMAIL_KEYS is empty: set <id>:<base64 of 32 bytes>, the newest key first")
    return keys


def _keys():
    return _parse_keys(tuple(settings.EMAIL_KEYS))


def current_key_id():
    """The id of the key that new ciphers use: the first of EMAIL_KEYS."""
    return next(iter(_keys()))


def key_id_of(cipher):
    """The id of the key that `cipher` was made with."""
    return int.from_bytes(bytes(cipher)[1:HEADER_BYTES], "big")


def encrypt(text, *, bound_to):
    """Encrypt `text` so that it opens only together with `bound_to` (the row's name), under the current key."""
    key_id = current_key_id()
    header = bytes([FORMAT]) + key_id.to_bytes(2, "big")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + _keys()[key_id].encrypt(nonce, text.encode(), header + bound_to.encode())


def decrypt(cipher, *, bound_to):
    """Open `cipher`; raises DecryptionError when it was tampered with, moved, or its key is gone."""
    cipher = bytes(cipher)
    header, nonce, sealed = (
        cipher[:HEADER_BYTES],
        cipher[HEADER_BYTES:][:NONCE_BYTES],
        cipher[HEADER_BYTES + NONCE_BYTES :],
    )
    key = _keys().get(key_id_of(cipher))
    if key is None or header[:1] != bytes([FORMAT]):
        raise DecryptionError("no key for this cipher")
    try:
        return key.decrypt(nonce, sealed, header + bound_to.encode()).decode()
    except InvalidTag as error:
        raise DecryptionError("the cipher does not belong to this row") from error


def keyed_hash(text, *, purpose):
    """HMAC-SHA-256 of `text` under the index key, kept apart per `purpose`; 32 bytes."""
    key = base64.b64decode(settings.EMAIL_INDEX_KEY, validate=True)
    if len(key) < 32:
        raise ImproperlyConfigured("EMAIL_INDEX_KEY must be the base64 of at least 32 bytes")
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).digest()


def email_index(address):
    """The blind index of an address: equal for the spellings of one, says nothing without the key."""
    return keyed_hash(comparable_address(address), purpose="email")


def mailbox_index(address):
    """The blind index of the mailbox behind an address: equal for all addresses that reach it (spec M23)."""
    return keyed_hash(mailbox_of(address), purpose="mailbox")
