"""Pairs of known people who may be one, surest first, for the Duplicates screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Final, Literal

from msgspec import Struct

from coffeechat.method.identity.index import Index, is_colleague, is_telling
from coffeechat.method.identity.keys import contradict, is_phone, said, weight
from coffeechat.method.names import compatible

PairTier = Literal["certain", "likely", "possible"]

# Of a name that more people bear, the name alone says nothing.
_MOST_NAMESAKES: Final = 20


class Pair(Struct, frozen=True):
    """Two ids, the lower one first, and why they may be one person."""

    one: bytes
    other: bytes
    tier: PairTier
    why: str


Found = dict[tuple[bytes, bytes], str]


def pairs(index: Index) -> Iterator[Pair]:
    """Every pair once, surest tiers first, by id within a tier; a tier is only sought when reached."""
    shown: set[tuple[bytes, bytes]] = set()
    tiers: tuple[tuple[PairTier, Callable[[Index], Found]], ...] = (
        ("certain", _certain),
        ("likely", _likely),
        ("possible", _possible),
    )
    for tier, find in tiers:
        found = find(index)
        for pair in sorted(found.keys() - shown):
            yield Pair(*pair, tier, found[pair])
        shown |= found.keys()


def _certain(index: Index) -> Found:
    found: Found = {}
    for key, ids in sorted(index.shared_keys(), key=lambda shared: weight(shared[0])):
        if not is_phone(key):
            for pair in combinations(ids, 2):
                found.setdefault(pair, said(key))
    return found


def _likely(index: Index) -> Found:
    found: Found = {}
    for name, ids in index.namesakes():
        for one, other in combinations(ids if is_telling(name) else (), 2):
            if is_colleague(index.person(one), index.person(other)) and not _are_two(index, one, other):
                found[one, other] = "same name and organisation"
    for key, ids in sorted(index.shared_keys()):
        for one, other in combinations(ids if is_phone(key) else (), 2):
            agree = compatible(index.person(one).name, index.person(other).name)
            if agree and not _are_two(index, one, other):
                found.setdefault((one, other), said(key))
    return found


def _possible(index: Index) -> Found:
    found: Found = {}
    telling = ((name, ids) for name, ids in index.namesakes() if is_telling(name))
    bearers = {name: ids for name, ids in telling if len(ids) <= _MOST_NAMESAKES}
    for name, ids in bearers.items():
        for near in index.one_letter_apart(name):
            for one, other in product(ids, bearers.get(near, ())):
                found[min(one, other), max(one, other)] = "names one letter apart"
        found.update(dict.fromkeys(combinations(ids, 2), "same name"))
    return {pair: why for pair, why in found.items() if not _are_two(index, *pair)}


def _are_two(index: Index, one: bytes, other: bytes) -> bool:
    return contradict(index.person(one), index.person(other))
