"""Who is asking, as far as a request tells: address, kind of device, a person or a program."""

import functools
import hashlib
import logging
import re

import crawleruseragents
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from polibat.security.encryption import keyed_hash
from polibat.security.networks import address_in, is_of_the_internet, network_of

logger = logging.getLogger(__name__)

# Under which all processes keep what is wrong with the proxies.
PROXIES = "forwarded-for"

# What programs say of themselves that no list names yet: crawlers, link previews, libraries. A Cubot is a telephone.
PROGRAMS = re.compile(r"(?<!cu)bot\b|bot/|crawl|spider|scrap|daumoa|preview|headless|monitor|python|java/|postman")
TABLETS = re.compile(r"ipad|tablet|kindle|silk/|playbook")
TELEVISIONS = re.compile(
    r"smart-?tv|googletv|appletv|hbbtv|netcast|web0s|webos|tizen(?!.*mobile)|playstation|xbox|nintendo"
)
MOBILES = re.compile(r"mobi|iphone|ipod|android|blackberry|opera mini")
COMPUTERS = re.compile(r"windows|macintosh|linux|x11|cros")
# Of a longer User-Agent only the beginning is read: browsers need less, and each pattern looks at all of it.
LONGEST_AGENT = 512
KNOWN_AGENTS = 4096
WORDS_OF_DEVICES = {"TABLET": "태블릿", "MOBILE": "모바일"}
DEVICES = ("PC", *WORDS_OF_DEVICES.values())


def ip_of(request):
    """The client's address; X-Forwarded-For counts only behind as many proxies as TRUSTED_PROXIES says.

    "" where there is none, or none that is an address: what is counted by network then counts nothing, since one count
    for everybody would shut everybody out. It is said in the log and in `/health/detailed`.
    """
    hops, remote = settings.TRUSTED_PROXIES, address_in(request.META.get("REMOTE_ADDR", ""))
    if not hops:
        return remote
    forwarded = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if len(forwarded) < hops and is_of_the_internet(remote):
        # Somebody who came around the proxies.
        return remote
    found = address_in(forwarded[-hops]) if len(forwarded) >= hops else ""
    if not found:
        _tell_of_proxies("missing" if len(forwarded) < hops else "unreadable")
    return found


def trouble_with_proxies():
    """What was wrong with the addresses that proxies wrote within the hour; "" for nothing."""
    return cache.get(PROXIES, "")


def _tell_of_proxies(kind):
    """Once a minute: what a hop said stays unsaid, because it may be anything."""
    if cache.add(f"{PROXIES}:told", 1, 60):
        cache.set(PROXIES, kind, 3600)
        logger.warning("no address of the client in X-Forwarded-For", extra={"hop": kind})


def is_robot(request):
    """Whether a program asks, as far as it says so: a crawler, a link preview, a script, or who says nothing.

    What robots read counts nowhere: no visit, no view, nothing of banners and popups.
    """
    return _is_program(_agent_of(request))


def kind_of_device(request):
    """`PC`, `MOBILE`, `TABLET` or `OTHER` (a television, a console, who knows), read from the User-Agent."""
    return _kind_of(_agent_of(request))


def device_of(request):
    """The device as people call it: `태블릿`, `모바일`, and anything else `PC`."""
    return WORDS_OF_DEVICES.get(kind_of_device(request), "PC")


def _agent_of(request):
    return request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]


@functools.lru_cache(maxsize=KNOWN_AGENTS)
def _is_program(agent):
    return not agent.strip() or bool(PROGRAMS.search(agent.lower())) or crawleruseragents.is_crawler(agent)


@functools.lru_cache(maxsize=KNOWN_AGENTS)
def _kind_of(agent):
    agent = agent.lower()
    if TELEVISIONS.search(agent):
        return "OTHER"
    if TABLETS.search(agent) or ("android" in agent and "mobile" not in agent):
        return "TABLET"
    if MOBILES.search(agent):
        return "MOBILE"
    return "PC" if COMPUTERS.search(agent) else "OTHER"


def visitor_of_member(pk):
    """The name of a member among visitors."""
    return f"m{pk}"


def visitor_of(request):
    """A name for this visitor that lasts a day at most and leads back to nobody: the member, else a keyed hash.

    Of the browser only the kind of device counts, because whoever wants to look like many can change the rest.
    """
    if request.user.is_authenticated:
        return visitor_of_member(request.user.pk)
    seen = f"{timezone.localdate()}:{network_of(ip_of(request)) or _agent_of(request)}:{device_of(request)}"
    return "v" + hashlib.blake2b(keyed_hash(seen, purpose="visitor"), digest_size=12).hexdigest()
