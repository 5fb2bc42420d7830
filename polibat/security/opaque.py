"""Names for rows that have no public id: nobody reads a database key out of them, nor how many rows there are."""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from polibat.security.encryption import keyed_hash

KEY_BYTES = 8
NAME = r"[A-Za-z0-9_-]{32}"


def _cipher() -> AESSIV:
    # The same key has the same name each time: this mode is made for encrypting without a nonce.
    return AESSIV(keyed_hash("rows", purpose="opaque names"))


def name_of(key: int, *, kind: str) -> str:
    """The name of the row of this `kind` with this key."""
    sealed = _cipher().encrypt(key.to_bytes(KEY_BYTES, "big"), [kind.encode()])
    return base64.urlsafe_b64encode(sealed).decode()


def key_of(name: str, *, kind: str) -> int | None:
    """The key that a name of this `kind` stands for; None for what is no such name."""
    try:
        sealed = base64.urlsafe_b64decode(name.encode("ascii"))
        return int.from_bytes(_cipher().decrypt(sealed, [kind.encode()]), "big")
    except (InvalidTag, ValueError, binascii.Error):
        return None
