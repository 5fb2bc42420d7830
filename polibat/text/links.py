"""Addresses in texts: bare ones become links, and no link reads as one site and leads to another (spec T8)."""

import html
import re
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from polibat.text.folding import fold

REL = "nofollow ugc noopener"
LONGEST_SHOWN = 80

# A particle often follows an address without a blank (`example.kr에서`): Hangul belongs to it only where a part begins.
_HOST = (
    r"(?:[a-z0-9가-힣](?:[a-z0-9가-힣-]{0,61}[a-z0-9가-힣])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59}|한국)(?![a-z0-9-])"
)
_REST = r"(?:[/?#](?:[a-z0-9\-._~:/?#\[\]@!$()*+,;=%]|&amp;|(?<=[/=_(,+-])[가-힣]+)*)?"
BARE = re.compile(
    rf"(?<![a-z0-9@/._-])(?:https?://{_HOST}(?::\d{{1,5}})?|www\.{_HOST}){_REST}",
    re.IGNORECASE,
)
HOST = re.compile(_HOST, re.IGNORECASE)
CLOSING = ".,!?:;*~"
# What reads as an address without `https://` in front: a name that ends as sites' names do. `Node.js` is none.
_ENDS = "com|net|org|info|biz|gov|edu|kr|한국|io|me|tv|app|dev|ly|ai|co|eu|us|uk|jp|cn|site|online|shop|xyz|link|page"
READS_AS_HOST = re.compile(
    rf"(?:(?:https?:)?//|www\.)([\w.-]+)|(?<![\w.-])((?:[\w-]+\.)+(?:{_ENDS}))(?![\w-])", re.IGNORECASE
)


def linked(text: str) -> SafeString:
    """Plain `text`, escaped, with its addresses as links."""
    return mark_safe(link_bare(escape(text)))  # noqa: S308 - escaped


def link_bare(escaped: str) -> str:
    """Escaped text with its bare addresses as links."""
    if "://" not in escaped and "www." not in escaped.lower():
        return escaped
    return BARE.sub(_as_link, escaped)


def _as_link(found: re.Match[str]) -> str:
    address = whole = found[0]
    # What ends the sentence, or closes a bracket that the address did not open, is none of it.
    while address.endswith(tuple(CLOSING)) or _closes_too_much(address):
        if address.endswith("&amp;"):
            break
        address = address[:-1]
    target = address if "://" in address else f"https://{address}"
    return f'<a href="{target}" rel="{REL}">{address}</a>{whole[len(address) :]}'


def _closes_too_much(address: str) -> bool:
    return any(address.endswith(end) and address.count(end) > address.count(begin) for begin, end in ("()", "[]"))


def honest_address(address: str) -> str:
    """`address` without a name in front of its host, which reads as another host (`https://a.example@b.example/`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def masks(words: str, address: str) -> bool:
    """Whether a link to `address` reads as if it led to another site."""
    target = _host(address)
    return any(not _same_site(_plain_host(host or bare), target) for host, bare in READS_AS_HOST.findall(fold(words)))


def shown_address(address: str) -> str:
    """`address` as a link shows it, escaped and cut where it is long."""
    shown = address.removeprefix("mailto:").split("?")[0] if address.startswith("mailto:") else address
    return html.escape(shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…", quote=False)


def _host(address: str) -> str:
    if address.lower().startswith("mailto:"):
        return _plain_host(address.split("?", maxsplit=1)[0].rpartition("@")[2])
    try:
        return _plain_host(urlsplit(address).hostname or urlsplit(settings.SITE_URL).hostname or "")
    except ValueError:
        return ""


def _plain_host(host: str) -> str:
    """`host` as it is compared; what follows it without a blank (`example.kr에서`) is none of it."""
    known = HOST.match(host)
    host = (known[0] if known else host).lower().strip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _same_site(shown: str, target: str) -> bool:
    """Whether one host is the other or a part of it: `news.naver.com` may lead to `n.news.naver.com`."""
    return shown == target or target.endswith(f".{shown}") or shown.endswith(f".{target}")
