"""Two views of the same histories made one: what the relay has, what this copy has, and who goes on from where."""

from __future__ import annotations

from typing import NamedTuple

import apsw

from coffeechat.store import devices
from coffeechat.store.replica import history, outbox, rehoming
from coffeechat.store.replica.history import START, Boundary


class Chain(NamedTuple):
    """What the relay has of one history: the newest of our boundaries that it has too, and all its later ones."""

    after: Boundary
    boundaries: list[Boundary]

    @property
    def head(self) -> Boundary:
        return self.boundaries[-1] if self.boundaries else self.after


Chains = dict[bytes, Chain]


def before_merging(connection: apsw.Connection, chains: Chains) -> None:
    """Find out whether this device's own history, or one it holds, was continued differently elsewhere; what is held
    of it past the last common boundary is re-homed."""
    mine = devices.own(connection)
    chain = chains.get(devices.id_of(connection, mine), Chain(START, []))
    if not history.holds(connection, mine, chain.head):
        sent = outbox.get(connection)
        if sent and sent.own == chain.head:
            outbox.settle(connection, sent)  # it arrived, its answer did not
        else:
            rehoming.become_new(connection, _common(connection, mine, chain))
    for device_id, chain in chains.items():
        device = devices.number_of(connection, device_id)
        if device != devices.own(connection):
            _part_ways(connection, device, chain)


def after_merging(connection: apsw.Connection, chains: Chains) -> None:
    """Everything the relay has is here."""
    for device_id, chain in chains.items():
        device = devices.number_of(connection, device_id)
        if not history.holds(connection, device, chain.head):
            history.extend(connection, device, chain.boundaries)
    rehoming.adopt_strays(connection)


def _part_ways(connection: apsw.Connection, device: int, chain: Chain) -> None:
    ours = history.head(connection, device)
    if ours != chain.after and ours not in chain.boundaries and not history.holds(connection, device, chain.head):
        common = _common(connection, device, chain)
        rehoming.adopt(connection, device, common[0])
        history.cut(connection, device, common[0])


def _common(connection: apsw.Connection, device: int, chain: Chain) -> Boundary:
    """The last boundary that both sides know."""
    for boundary in reversed(chain.boundaries):
        if history.holds(connection, device, boundary):
            return boundary
    return chain.after
