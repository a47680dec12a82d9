"""Pairs of people who may be one, the surest first, without those the user has told apart."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from coffeechat.method.identity import Index, Pair, pairs
from coffeechat.store import identities
from coffeechat.store.merging import declared_different


def find(connection: apsw.Connection) -> Iterator[Pair]:
    """Compares everybody with everybody, in blocks: a second for 30,000 people, so not on a screen's thread."""
    apart = declared_different(connection)
    for pair in pairs(Index(identities.everybody(connection))):
        if (pair.one, pair.other) not in apart:
            yield pair
