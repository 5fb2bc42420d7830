"""System checks that say what a serving site still lacks, with a hint how to give it."""

import base64
import binascii
import os
import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
MAILBOX = re.compile(r"[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
TOPIC = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[\w-]{1,256}(\.fifo)?", re.ASCII)
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
        Error(f"{name} is not https.", hint=hint, id="polibat.E034")
        for name in ("CLOUDFRONT_URL", "AWS_S3_ENDPOINT_URL")
        if getattr(settings, name).startswith("http://") and settings.HTTPS
    ]


def _storage_problems():
    given = {name: os.environ.get(name, "") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
    if len(set(map(bool, given.values()))) == 2:
        missing = next(name for name, value in given.items() if not value)
        yield missing, "030", "is not set, its partner is.", "Set both, or neither where the machine has a role."
    if not settings.AWS_STORAGE_BUCKET_NAME:
        for name in ("AWS_S3_ENDPOINT_URL", "AWS_S3_REGION_NAME", "CLOUDFRONT_URL"):
            if getattr(settings, name):
                hint = f"Set AWS_STORAGE_BUCKET_NAME, or leave {name} out: files lie in MEDIA_ROOT."
                yield name, "031", "is set without a bucket.", hint
    elif not (settings.AWS_S3_REGION_NAME or settings.AWS_S3_ENDPOINT_URL):
        hint = "Set the region of the bucket, e.g. ap-northeast-2."
        yield "AWS_S3_REGION_NAME", "031", "is not set, and no endpoint is.", hint
    for name in ("AWS_S3_ENDPOINT_URL", "CLOUDFRONT_URL"):
        parts = urlsplit(getattr(settings, name))
        if parts.geturl() and not (parts.scheme in {"http", "https"} and parts.netloc and not parts.query):
            yield name, "032", "is no address.", "Give scheme and host, e.g. https://files.polibat.com."
    if settings.AWS_S3_ADDRESSING_STYLE not in {"auto", "virtual", "path"}:
        yield "AWS_S3_ADDRESSING_STYLE", "033", "is unknown.", "Set it to auto, virtual or path."


@register(Tags.security, deploy=True)
def site_address(app_configs, **kwargs):
    """Refuse a public address that links in mails would not work with, or would leave in clear."""
    parts = urlsplit(settings.SITE_URL)
    is_whole = parts.netloc and not (parts.path or parts.query or parts.fragment)
    if not settings.SITE_URL or (is_whole and parts.scheme == ("https" if settings.HTTPS else parts.scheme)):
        return []
    hint = "Set SITE_URL to scheme and host alone, without a slash at the end, e.g. https://www.polibat.com."
    return [Error("SITE_URL is not the address of a site over HTTPS.", hint=hint, id="polibat.E020")]


@register(Tags.security, deploy=True)
def mail_settings(app_configs, **kwargs):
    """Name what mail lacks before the first one is lost."""
    found = []
    if settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend" or not settings.EMAIL_HOST:
        hint = "Set EMAIL_URL, e.g. submission://user:password@mail.example.com:587."
        found.append(Error("EMAIL_URL names no mail server: nobody would get mail.", hint=hint, id="polibat.E021"))
    elif bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        hint = "Give both in EMAIL_URL, or neither."
        found.append(Error("EMAIL_URL has a user or a password alone.", hint=hint, id="polibat.E022"))
    elif settings.EMAIL_HOST_USER and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        hint = "Use submission://… (STARTTLS) or smtp://…:465?ssl=True."
        found.append(Error("EMAIL_URL sends a password in clear.", hint=hint, id="polibat.E023"))
    if not MAILBOX.fullmatch(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]):
        hint = "Set it to a name and an address: 정치방망이 <hello@polibat.com>."
        found.append(Error("DEFAULT_FROM_EMAIL holds no address.", hint=hint, id="polibat.E024"))
    if not DOMAIN.fullmatch(settings.MAIL_DOMAIN):
        hint = "Set it to a host name of ours, e.g. mail.polibat.com."
        found.append(Error("MAIL_DOMAIN is no host name.", hint=hint, id="polibat.E025"))
    return found


@register(Tags.security, deploy=True)
def bounce_settings(app_configs, **kwargs):
    """Refuse to send by SES without hearing of bounces: it ends accounts that go on writing to dead addresses."""
    hint = "Set SES_TOPICS to arn:aws:sns:<region>:<account>:<name>, to which SES publishes (docs/operations.md)."
    found = [
        Error(f"SES_TOPICS: entry {number} is no topic of SNS.", hint=hint, id="polibat.E026")
        for number, topic in enumerate(settings.SES_TOPICS, 1)
        if not TOPIC.fullmatch(topic)
    ]
    if (settings.EMAIL_HOST or "").endswith(".amazonaws.com") and not settings.SES_TOPICS:
        found.append(Error("Mail goes out by SES, and nobody hears of bounces.", hint=hint, id="polibat.E027"))
    return found


@register(Tags.security, deploy=True)
def staff_channel(app_configs, **kwargs):
    """Refuse a webhook in clear: its address is a secret."""
    if not settings.TEAMS_WEBHOOK_URL or urlsplit(settings.TEAMS_WEBHOOK_URL)[0] == "https":
        return []
    hint = "Set TEAMS_WEBHOOK_URL to the https address of the incoming webhook, or leave it out."
    return [Error("TEAMS_WEBHOOK_URL is no https address.", hint=hint, id="polibat.E028")]


def _bytes_of(encoded):
    try:
        return len(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError):
        return 0
