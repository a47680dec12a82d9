"""Whose address a request comes from: the peer's, or what a trusted proxy says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

LOOPBACK = ("127.0.0.0/8", "::1/128")


class Addresses:
    """Raises ValueError for a network that is none."""

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._trusted: list[IPv4Network | IPv6Network] = [ip_network(network) for network in trusted]

    def is_trusted(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)

    def client(self, peer: str, headers: Mapping[bytes, bytes]) -> str:
        """The last address of X-Forwarded-For that no trusted proxy has; IPv6 by its /64, which one household has."""
        forwarded = headers.get(b"x-forwarded-for")
        if forwarded is None:
            return _grouped(peer)
        hops = [hop.strip() for hop in forwarded.decode("latin-1").split(",")]
        address = peer
        while hops and self.is_trusted(address):
            hop = hops.pop()
            if not _is_address(hop):
                break
            address = hop
        return _grouped(address)


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache
def _grouped(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
