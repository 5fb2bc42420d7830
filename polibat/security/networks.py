"""Network addresses as proxies write them, and what limits count for one."""

import ipaddress
import re

from django.utils import timezone

from polibat.security.encryption import keyed_hash

# What one customer has, and what a provider hands out at most.
NARROW, WIDE = 64, 48
# IPv4 through a translator: all of it stands in one /96.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
WITH_PORT = re.compile(r'"?(?:\[(?P<six>[^\]]*)\](?::\d{1,5})?|(?P<four>[0-9.]+):\d{1,5})"?', re.ASCII)


def address_in(text: str) -> str:
    """The address that a proxy wrote, with or without brackets, quotes, port and zone; "" for anything else."""
    text = text.strip()
    found = WITH_PORT.fullmatch(text)
    bare = (found["six"] or found["four"] or "") if found else text.strip('"')
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address in TRANSLATED:
            return str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        return str(address.ipv4_mapped or address)
    return str(address)


def is_of_the_internet(ip: str) -> bool:
    """Whether somebody out there may have this address, and not a machine of our own network."""
    return bool(ip) and not (ipaddress.ip_address(ip).is_private or ipaddress.ip_address(ip).is_loopback)


def network_of(ip: str) -> str:
    """What limits count for an address: itself, or of IPv6 the /64, all of which one customer has."""
    return _network(ip, NARROW)


def wide_network_of(ip: str) -> str:
    """Of IPv6 the /48, within which one customer may have 65,536 networks; "" for any other address."""
    return _network(ip, WIDE) if ":" in ip else ""


def _network(ip: str, length: int) -> str:
    return str(ipaddress.ip_network((ip, length), strict=False)) if ":" in ip else ip


def trace_of(ip: str) -> str:
    """A name for a network in log lines, by which those of one day belong together; it leads back to nobody."""
    return keyed_hash(f"{timezone.localdate()}:{network_of(ip)}", purpose="trace").hex()[:12] if ip else ""
