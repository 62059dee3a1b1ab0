"""Who asks, behind proxies that are trusted and others."""

import pytest

from ui.door.visitor import MOST_HOPS, visitor_of
from ui.settings import ServerSettings

PROXIES = ServerSettings(trusted_proxies="10.0.0.0/8, ::1, 2001:db8:ffff::/48").proxies


def visitor(peer: str, *lines: tuple[str, str]) -> str:
    return visitor_of(peer, [(name.lower().encode(), value.encode()) for name, value in lines], PROXIES)


def x(*lines: str) -> list[tuple[str, str]]:
    return [("X-Forwarded-For", line) for line in lines]


@pytest.mark.parametrize(
    ("peer", "lines", "found"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", x("198.51.100.1"), "203.0.113.7"),
        ("10.0.0.2", x("198.51.100.1"), "198.51.100.1"),
        ("10.0.0.2", x("6.6.6.6, 198.51.100.1"), "198.51.100.1"),
        ("10.0.0.2", x("6.6.6.6", "198.51.100.1"), "198.51.100.1"),  # the proxy's line is the last one
        ("10.0.0.2", x("198.51.100.1, 10.0.0.9"), "198.51.100.1"),
        ("::1", x("198.51.100.1"), "198.51.100.1"),
        ("::ffff:10.0.0.2", x("198.51.100.1"), "198.51.100.1"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("testclient", x("198.51.100.1"), "testclient"),
        ("", x("198.51.100.1"), ""),
    ],
)
def test_only_a_trusted_proxy_is_believed(peer: str, lines: list[tuple[str, str]], found: str) -> None:
    assert visitor(peer, *lines) == found


def test_without_a_trusted_proxy_nobody_is_believed() -> None:
    assert visitor_of("10.0.0.2", [(b"x-forwarded-for", b"198.51.100.1")], ServerSettings().proxies) == "10.0.0.2"


@pytest.mark.parametrize(
    ("hop", "found"),
    [
        ("198.51.100.1:4711", "198.51.100.1"),
        ("[2001:db8:1:2:3::4]:443", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_ports_are_cut_and_a_network_of_ipv6_is_one_visitor(hop: str, found: str) -> None:
    assert visitor("10.0.0.2", *x(hop)) == found


@pytest.mark.parametrize("hop", ["unknown", "_hidden", "1.2.3", "[", "999.1.1.1", "'; drop table"])
def test_a_hop_that_is_no_address_ends_the_way(hop: str) -> None:
    assert visitor("10.0.0.2", *x(f"198.51.100.1, {hop}, 10.0.0.9")) == "10.0.0.9"


def test_an_empty_hop_is_none() -> None:
    assert visitor("10.0.0.2", *x("198.51.100.1, , 10.0.0.9")) == "198.51.100.1"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("for=198.51.100.1", "198.51.100.1"),
        ('for="198.51.100.1:4711";proto=https;by=10.0.0.2', "198.51.100.1"),
        ('For="[2001:db8:1:2::5]:4711"', "2001:db8:1:2::/64"),
        ("for=6.6.6.6, proto=http;for=198.51.100.1", "198.51.100.1"),
        ("for=198.51.100.1, for=10.0.0.9", "198.51.100.1"),
    ],
)
def test_the_standard_header_is_read_too(line: str, found: str) -> None:
    assert visitor("10.0.0.2", ("Forwarded", line)) == found


def test_two_headers_that_do_not_agree_are_not_believed() -> None:
    """The proxy writes one of them and hands the other on as the visitor made it up."""
    made_up = [visitor("10.0.0.2", *x("198.51.100.1"), ("Forwarded", f"for=203.0.113.{hop}")) for hop in range(3)]
    assert made_up == ["10.0.0.2"] * 3
    assert visitor("10.0.0.2", *x("198.51.100.1"), ("Forwarded", "for=198.51.100.1")) == "198.51.100.1"


def test_a_way_without_end_is_read_from_the_right() -> None:
    assert visitor("10.0.0.2", *x(", ".join(["198.51.100.1"] + ["10.0.0.9"] * MOST_HOPS))) == "10.0.0.9"


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        ServerSettings(trusted_proxies="the proxy")
