"""Who is asking, as far as a request tells."""

import pytest

from polibat.web.client import ip_of, network_of


@pytest.mark.parametrize(
    ("hops", "forwarded", "remote", "expected"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (1, "forged, 198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.9", "10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "10.0.0.1", "10.0.0.1"),
        (1, "unknown", "10.0.0.1", ""),
        (1, "<script>", "10.0.0.1", ""),
        (0, "", "", ""),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_ip_of_believes_only_the_proxies_it_was_told_of(rf, settings, hops, forwarded, remote, expected):
    settings.TRUSTED_PROXIES = hops
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert ip_of(rf.get("/", headers=headers, REMOTE_ADDR=remote)) == expected


@pytest.mark.parametrize(
    ("ip", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("::1", "::/64"), ("", "")],
)
def test_network_of_takes_ipv6_by_the_64(ip, network):
    assert network_of(ip) == network
