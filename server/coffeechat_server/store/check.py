"""Is the file healthy? Its pages, the histories without gaps, every batch whole, and the counters right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import apsw
from msgspec import Struct

from coffeechat_server.protocol import START, Boundary
from coffeechat_server.store import histories
from coffeechat_server.store.batches import decode_covers
from coffeechat_server.store.database import at_one_moment


class Finding(Struct, frozen=True):
    """One check: what was looked at, and what is wrong (empty: nothing)."""

    check: str
    wrong: tuple[str, ...] = ()


class Size(Struct, frozen=True):
    """How much one vault holds. `id` is hex; `used`, `kept` and `quota` are bytes; `seen` is milliseconds."""

    id: str
    batches: int
    used: int
    kept: int
    quota: int
    seen: int


def examine(connection: apsw.Connection) -> list[Finding]:
    """Run every check; changes nothing."""
    checks: tuple[tuple[str, Callable[[apsw.Connection], Iterator[str]]], ...] = (
        ("the file's pages", _pages),
        ("histories have no gaps", _chains),
        ("boundaries stand in order", _order),
        ("every uploaded batch has all its parts", _parts),
        ("the counters agree with the batches", _counters),
    )
    with at_one_moment(connection):
        return [Finding(name, _wrong(connection, check)) for name, check in checks]


def _wrong(connection: apsw.Connection, check: Callable[[apsw.Connection], Iterator[str]]) -> tuple[str, ...]:
    try:
        return tuple(check(connection))
    except apsw.CorruptError:
        return ("can't be told, because pages are damaged",)


def sizes(connection: apsw.Connection) -> list[Size]:
    """Every vault, the fullest first."""
    rows = connection.execute(
        "SELECT hex(v.id), (SELECT count(*) FROM batch WHERE vault = v.n), live + staged, kept, quota, "
        "(SELECT coalesce(max(seen), v.created) FROM device WHERE vault = v.n) FROM vault v ORDER BY live DESC, v.n"
    )
    return [Size(id.lower(), *rest) for id, *rest in rows]


def _pages(connection: apsw.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield str(row[0])


def _chains(connection: apsw.Connection) -> Iterator[str]:
    """What counts must lead from START to every head without a gap."""
    for vault, id in connection.execute("SELECT n, hex(id) FROM vault"):
        for wrong in _chains_of(connection, vault):
            yield f"vault {_short(id)}: {wrong}"


def _chains_of(connection: apsw.Connection, vault: Any) -> Iterator[str]:
    reached: dict[bytes, Boundary] = {}
    for position, covers in connection.execute(
        "SELECT position, covers FROM batch WHERE vault = ? AND replaced = 0 ORDER BY position", (vault,)
    ):
        for device, (start, to) in decode_covers(covers).items():
            if start not in (START, reached.get(device, START)):
                yield f"before batch {position} a stretch of device {_short(device.hex())} is missing"
            reached[device] = max(to, reached.get(device, START))
    for device, head in histories.heads(connection, vault).items():
        if reached.get(device) != head:
            yield f"the end of device {_short(device.hex())} is in no batch"


def _order(connection: apsw.Connection) -> Iterator[str]:
    wrong = connection.execute(
        "SELECT count(*) FROM boundary b JOIN history h ON h.n = b.history JOIN vault v ON v.n = h.vault "
        "WHERE b.position > v.head OR b.position <= (SELECT coalesce(max(position), 0) FROM boundary "
        "WHERE history = b.history AND seq < b.seq)"
    ).get
    if wrong:
        yield f"{wrong} boundaries came before the one they follow"


def _parts(connection: apsw.Connection) -> Iterator[str]:
    for vault, position in connection.execute(
        "SELECT hex(v.id), b.position FROM batch b JOIN vault v ON v.n = b.vault WHERE b.upload > 0 AND b.parts != "
        "(SELECT count(*) FROM part WHERE upload = b.upload)"
    ):
        yield f"vault {_short(vault)}: batch {position} lacks parts"


def _counters(connection: apsw.Connection) -> Iterator[str]:
    for (vault,) in connection.execute(
        "SELECT hex(v.id) FROM vault v WHERE "
        "live != (SELECT coalesce(sum(size), 0) FROM batch WHERE vault = v.n AND replaced = 0) OR "
        "kept != (SELECT coalesce(sum(size), 0) FROM batch WHERE vault = v.n AND replaced > 0) OR "
        "staged != (SELECT coalesce(sum(length(p.sealed)), 0) FROM upload u JOIN part p ON p.upload = u.n "
        "WHERE u.vault = v.n AND u.state = 0)"
    ):
        yield f"vault {_short(vault)}: its size is counted wrongly"


def _short(hex_id: Any) -> str:
    """As much of an id as logs show."""
    return str(hex_id)[:8].lower()
