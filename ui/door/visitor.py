"""Who asks: the address of a visitor, behind as many proxies as are trusted."""

import ipaddress
import re
from collections.abc import Iterable, Sequence

from ui.settings import Network

MOST_HOPS = 32  # read from the right; a longer way is made up
IPV6_NETWORK = 64  # bits of an address that a visitor has a whole network of (RFC 6177)
FOR = re.compile(r"(?:^|[;,])\s*for\s*=\s*(?:\"([^\"]*)\"|([^;,\s\"]*))", re.IGNORECASE)  # RFC 7239, section 5.2
WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([^:]*):\d+")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def visitor_of(peer: str, headers: Iterable[tuple[bytes, bytes]], proxies: Sequence[Network]) -> str:
    """The address that a request came from, IPv6 by its network: the peer's, or, where that is a trusted proxy, the
    last one forwarded that is none itself.

    What an untrusted peer says of itself counts for nothing. All lines of `X-Forwarded-For` count as one, so do those
    of `Forwarded`; where both are there and do not agree, one of them was not written by the proxy, and the proxy's own
    address stands for the visitor. A hop that is no address ends the way: the last proxy before it is the visitor.
    """
    lines = [(name.lower(), value.decode("latin-1")) for name, value in headers]
    ways = [
        [part for name, value in lines if name == b"x-forwarded-for" for part in value.split(",") if part.strip()],
        [quoted or plain for name, value in lines if name == b"forwarded" for quoted, plain in FOR.findall(value)],
    ]
    found = {_last_untrusted(peer, way, proxies) for way in ways if way}
    return found.pop() if len(found) == 1 else _named(_address(peer), peer)


def _last_untrusted(peer: str, way: Sequence[str], proxies: Sequence[Network]) -> str:
    at = _address(peer)
    for hop in reversed(way[-MOST_HOPS:]):
        if at is None or not any(at in network for network in proxies):
            break
        before = _address(hop)
        if before is None:
            break
        at = before
    return _named(at, peer)


def is_trusted(peer: str, proxies: Sequence[Network]) -> bool:
    """Whether a peer is a trusted proxy."""
    at = _address(peer)
    return at is not None and any(at in network for network in proxies)


def _address(written: str) -> Address | None:
    """An address as proxies write it: with a port, in brackets, an IPv4 one as IPv6; None for what is none."""
    written = written.strip().strip('"')
    if match := WITH_PORT.fullmatch(written):
        written = match[1] if match[1] is not None else match[2]
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _named(address: Address | None, peer: str) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return str(address) if address else peer
