"""Who is asking, as far as a request tells: address and kind of device."""

import hashlib
import ipaddress

from django.conf import settings
from django.utils import timezone

from polibat.security.encryption import keyed_hash

IPV6_NETWORK = 64


def ip_of(request):
    """The client's address; X-Forwarded-For counts only behind as many proxies as TRUSTED_PROXIES says.

    "" where there is none, or none that is an address.
    """
    hops = settings.TRUSTED_PROXIES
    if hops:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(forwarded) >= hops:
            return _as_ip(forwarded[-hops])
    return _as_ip(request.META.get("REMOTE_ADDR", ""))


def network_of(ip):
    """What limits count for an address: itself, or of IPv6 the /64, all of which one customer has."""
    if ":" not in ip:
        return ip
    return str(ipaddress.ip_network((ip, IPV6_NETWORK), strict=False))


def _as_ip(text):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)


def device_of(request):
    """`태블릿`, `모바일` or `PC`, read from the User-Agent."""
    agent = request.headers.get("User-Agent", "").lower()
    if "ipad" in agent or "tablet" in agent or ("android" in agent and "mobile" not in agent):
        return "태블릿"
    return "모바일" if "mobi" in agent or "iphone" in agent else "PC"


def visitor_of(request):
    """A name for this visitor that lasts a day at most and leads back to nobody: the member, else a keyed hash.

    Of the browser only the kind of device counts, because whoever wants to look like many can change the rest.
    """
    if request.user.is_authenticated:
        return f"m{request.user.pk}"
    seen = f"{timezone.localdate()}:{network_of(ip_of(request))}:{device_of(request)}"
    return "v" + hashlib.blake2b(keyed_hash(seen, purpose="visitor"), digest_size=12).hexdigest()
