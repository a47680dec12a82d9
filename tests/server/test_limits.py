"""Buckets, addresses and nonces: what is counted, and for whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat_server.addresses import LOOPBACK, Addresses, is_loopback
from coffeechat_server.errors import Refused
from coffeechat_server.limits import KEYS_LIMIT, Buckets
from coffeechat_server.nonces import Nonces


def taken(buckets: Buckets, key: str, now: float) -> bool:
    try:
        buckets.take(key, now)
    except Refused:
        return False
    return True


@given(st.lists(st.floats(0, 3), max_size=200), st.floats(0.5, 20), st.integers(1, 30))
def test_nobody_gets_more_than_the_burst_and_the_rate(pauses: list[float], rate: float, burst: int) -> None:
    buckets, now, got = Buckets(rate, burst), 0.0, 0
    for pause in pauses:
        now += pause
        got += taken(buckets, "one", now)
    assert got <= burst + rate * now + 1e-6


def test_who_is_refused_is_told_when_to_come_again() -> None:
    buckets = Buckets(rate=0.5, burst=1)
    buckets.take("one", 0)
    with pytest.raises(Refused) as refused:
        buckets.take("one", 0)
    assert (refused.value.code, refused.value.retry_after) == ("slow_down", 2)
    buckets.take("other", 0)
    buckets.take("one", 2)


def test_buckets_of_strangers_do_not_pile_up() -> None:
    buckets = Buckets(rate=1, burst=2)
    for number in range(3 * KEYS_LIMIT):
        buckets.take(number, number)
    assert len(buckets._buckets) <= KEYS_LIMIT


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("2001:db8:1:2:3::4", None, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", None, "203.0.113.9"),
    ],
)
def test_only_a_trusted_proxy_says_whose_request_it_is(peer: str, forwarded: str | None, client: str) -> None:
    addresses = Addresses((*LOOPBACK, "10.0.0.0/8"))
    headers = {b"x-forwarded-for": forwarded.encode()} if forwarded else {}
    assert addresses.client(peer, headers) == client


@pytest.mark.parametrize(("host", "is_safe"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("", False),
                                               ("0.0.0.0", False), ("192.168.1.2", False)])  # fmt: skip
def test_loopback_is_known_by_its_address(host: str, is_safe: bool) -> None:
    assert is_loopback(host) == is_safe


def test_a_nonce_is_remembered_for_as_long_as_it_could_be_replayed() -> None:
    nonces = Nonces(seconds=240)
    nonces.use(b"device", b"nonce", now=1000)
    for now in (1000, 1100, 1239, 1241):
        with pytest.raises(Refused, match="replayed"):
            nonces.use(b"device", b"nonce", now)
    nonces.use(b"other", b"nonce", now=1241)
    nonces.use(b"device", b"another", now=2000)
    assert len(nonces) == 1, "old ones are forgotten"
