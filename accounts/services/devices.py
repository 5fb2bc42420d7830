"""Browsers in which a member signed in before: what strangers guess at elsewhere shuts nobody out of them."""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Member
from polibat.security.encryption import email_index, keyed_hash

LIFETIME = 180 * 24 * 3600
# How many members one browser is remembered for, the latest first.
MEMBERS = 5
SALT = "known-device"


def known_device(request: HttpRequest, address: str) -> str:
    """The name of this browser when the member of `address` signed in with it before, else ""."""
    name, marks = _read(request)
    return name if _mark(email_index(address)) in marks else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, member: Member) -> None:
    """Let the browser keep that `member` signed in with it; the cookie names nobody and opens nothing by itself."""
    name, marks = _read(request)
    own = _mark(bytes(member.email_index))
    kept = [own, *(mark for mark in marks if mark != own)][:MEMBERS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([name or secrets.token_hex(8), *kept], salt=SALT),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(index: bytes) -> str:
    return keyed_hash(index.hex(), purpose="device").hex()[:24]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    given = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        found: list[Any] = signing.loads(given, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return "", []
    return found[0], found[1:]
