"""System checks that say what a serving site still lacks, with a hint how to give it."""

import base64
import binascii
import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

REQUIRED = {
    "SECRET_KEY": "a random text of 50 characters or more",
    "ALLOWED_HOSTS": "the site's host names, separated by commas",
    "SITE_URL": "the public address, e.g. https://www.polibat.com",
    "EMAIL_INDEX_KEY": "the base64 of 32 random bytes; changing it later makes every address unknown",
    "EMAIL_KEYS": "<id>:<base64 of 32 random bytes>, the newest first",
}


@register(Tags.security, deploy=True)
def required_settings(app_configs, **kwargs):
    """Name every setting without which the site must not serve."""
    return [
        Error(f"{name} is not set.", hint=f"Set {name} in the environment: {meaning}.", id="polibat.E001")
        for name, meaning in REQUIRED.items()
        if not getattr(settings, name)
    ]


@register(Tags.security)
def token_key(app_configs, **kwargs):
    """Refuse a key for tokens that could be guessed."""
    if 0 < len(settings.JWT_SIGNING_KEY) < 32:
        hint = "Set JWT_SIGNING_KEY to a random text of 32 characters or more, or leave it out."
        return [Error("JWT_SIGNING_KEY is too short.", hint=hint, id="polibat.E010")]
    return []


@register(Tags.security)
def encryption_keys(app_configs, **kwargs):
    """Refuse keys of the wrong length before the first address is written under them."""
    problems = []
    for entry in settings.EMAIL_KEYS:
        key_id, _, encoded = entry.partition(":")
        if not key_id.isdigit() or _bytes_of(encoded) != 32:
            problems.append(
                Error(f"EMAIL_KEYS: entry {key_id[:6]!r} is broken.", hint=REQUIRED["EMAIL_KEYS"], id="polibat.E002")
            )
    if settings.EMAIL_INDEX_KEY and _bytes_of(settings.EMAIL_INDEX_KEY) < 32:
        problems.append(Error("EMAIL_INDEX_KEY is too short.", hint=REQUIRED["EMAIL_INDEX_KEY"], id="polibat.E003"))
    return problems


@register(Tags.security)
def two_factor(app_configs, **kwargs):
    """Refuse a word that would quietly turn two-factor log-in off."""
    if settings.TWO_FACTOR in {"required", "optional"}:
        return []
    return [Error("TWO_FACTOR is unknown.", hint="Set TWO_FACTOR to required or optional.", id="polibat.E004")]


@register(Tags.security)
def storage_settings(app_configs, **kwargs):
    """Refuse settings of the storage that are half there: files would go somewhere else, or nowhere."""
    problems = []
    for name, number, message, hint in _storage_problems():
        problems.append(Error(f"{name}: {message}", hint=hint, id=f"polibat.E{number}"))
    return problems


@register(Tags.security, deploy=True)
def storage_transport(app_configs, **kwargs):
    """Refuse a storage that browsers of a serving site would not load from, or that anybody on the way could read."""
    hint = "Use an address that begins with https://."
    return [
        Error(f"{name} is not https.", hint=hint, id="polibat.E024")
        for name in ("CLOUDFRONT_URL", "AWS_S3_ENDPOINT_URL")
        if getattr(settings, name).startswith("http://") and settings.HTTPS
    ]


def _storage_problems():
    given = {name: os.environ.get(name, "") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    if len(set(map(bool, given.values()))) == 2:
        missing = next(name for name, value in given.items() if not value)
        yield missing, "020", "is not set, its partner is.", "Set both, or neither where the machine has a role."
    if not settings.AWS_STORAGE_BUCKET_NAME:
        for name in ("AWS_S3_ENDPOINT_URL", "AWS_S3_REGION_NAME", "CLOUDFRONT_URL"):
            if getattr(settings, name):
                hint = f"Set AWS_STORAGE_BUCKET_NAME, or leave {name} out: files lie in MEDIA_ROOT."
                yield name, "021", "is set without a bucket.", hint
    elif not (settings.AWS_S3_REGION_NAME or settings.AWS_S3_ENDPOINT_URL):
        hint = "Set the region of the bucket, e.g. ap-northeast-2."
        yield "AWS_S3_REGION_NAME", "021", "is not set, and no endpoint is.", hint
    for name in ("AWS_S3_ENDPOINT_URL", "CLOUDFRONT_URL"):
        parts = urlsplit(getattr(settings, name))
        if parts.geturl() and not (parts.scheme in {"http", "https"} and parts.netloc and not parts.query):
            yield name, "022", "is no address.", "Give scheme and host, e.g. https://files.polibat.com."
    if settings.AWS_S3_ADDRESSING_STYLE not in {"auto", "virtual", "path"}:
        yield "AWS_S3_ADDRESSING_STYLE", "023", "is unknown.", "Set it to auto, virtual or path."


def _bytes_of(encoded):
    try:
        return len(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError):
        return 0
