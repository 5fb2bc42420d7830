"""Who is asking, as far as a request tells."""

import pytest

from polibat.security.networks import network_of, wide_network_of
from polibat.web.client import device_of, ip_of, is_robot, kind_of_device
from tests import agents


@pytest.mark.parametrize(
    ("hops", "forwarded", "remote", "expected"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (1, "forged, 198.51.100.7", "10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.9", "10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "10.0.0.1", ""),
        (2, "198.51.100.7", "8.8.4.4", "8.8.4.4"),
        (1, "", "10.0.0.1", ""),
        (1, "198.51.100.7:51234", "10.0.0.1", "198.51.100.7"),
        (1, "forged, [2001:db8::7]:443", "10.0.0.1", "2001:db8::7"),
        (1, '"[2001:db8::7]"', "10.0.0.1", "2001:db8::7"),
        (1, "198.51.100.7, , ", "10.0.0.1", "198.51.100.7"),
        (1, "fe80::1%eth0", "10.0.0.1", "fe80::1"),
        (1, "64:ff9b::c633:6407", "10.0.0.1", "198.51.100.7"),
        (1, "1:2:3", "10.0.0.1", ""),
        (1, "[198.51.100.7", "10.0.0.1", ""),
        (1, "unix:", "", ""),
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


@pytest.mark.parametrize(
    ("ip", "network"), [("192.0.2.1", ""), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"), ("::1", "::/48"), ("", "")]
)
def test_wide_network_of_takes_ipv6_by_the_48(ip, network):
    assert wide_network_of(ip) == network


@pytest.mark.parametrize(("forwarded", "status"), [("unknown", "unreadable"), ("", "missing"), ("203.0.113.9", "ok")])
def test_a_proxy_that_writes_no_address_is_told_of_once_and_shown(client, db, settings, caplog, forwarded, status):
    settings.TRUSTED_PROXIES = 1
    for _ in range(3):
        client.get("/api/posts", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    told = [record.hop for record in caplog.records if "X-Forwarded-For" in record.message]
    assert told == ([] if status == "ok" else [status])
    assert "unknown" not in caplog.text.replace("GET", "")
    settings.TRUSTED_PROXIES = 0
    assert client.get("/health/detailed").json()["parts"]["proxies"]["status"] == status


@pytest.mark.parametrize("agent", agents.PEOPLE)
def test_people_are_no_robots_whatever_they_read_with(rf, agent):
    assert not is_robot(rf.get("/", headers={"User-Agent": agent}))


@pytest.mark.parametrize("agent", agents.ROBOTS)
def test_robots_are_known_by_what_they_call_themselves(rf, agent):
    assert is_robot(rf.get("/", headers={"User-Agent": agent}))


def test_whoever_says_nothing_is_a_robot(rf):
    assert is_robot(rf.get("/"))


@pytest.mark.parametrize(
    ("agent", "kind", "words"),
    [
        (agents.PC, "PC", "PC"), (agents.MAC, "PC", "PC"), (agents.PHONE, "MOBILE", "모바일"),
        (agents.ANDROID, "MOBILE", "모바일"), (agents.GALAXY_TAB, "TABLET", "태블릿"),
        (agents.IPAD, "TABLET", "태블릿"), (agents.TELEVISION, "OTHER", "PC"), (agents.CONSOLE, "OTHER", "PC"),
        ("\x00🚩", "OTHER", "PC"), ("", "OTHER", "PC"),
    ],
)  # fmt: skip
def test_the_device_is_read_from_the_user_agent(rf, agent, kind, words):
    request = rf.get("/", headers={"User-Agent": agent})
    assert (kind_of_device(request), device_of(request)) == (kind, words)
