"""Two machines and a real relay over loopback, sealed: how long changes take to get across, and how many bytes.

A change is one edited cell (5 of each person, as a form saves them, or each for itself), or one inserted row. What it
is compared with is a bare loop in one transaction on a file of the same shape: one UPDATE a cell, one INSERT a row; no
stamps, no list, no search index, no relay. What is measured ends when everything is there, listed and can be searched;
comparing digests, and offering a checkpoint where one is due, come after that, and are measured for themselves.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import apsw

from bench import sync_growth, sync_latency
from bench.databases import connections
from bench.figures import Figure, Target, medians
from bench.plan import Plan
from bench.rounds import alternate
from bench.vault import Vault, add_people, cells, vault
from coffeechat.exchange.importing import bring_in
from coffeechat.records import Person
from coffeechat.store import settings
from coffeechat.store.replica import digest
from coffeechat.store.store import Store
from coffeechat.store.tables import Value, tables
from sync.machines import Machine

Statement = tuple[str, tuple[Value, ...]]

ROWS_OF_AN_IMPORTED = 4.6
"""A person, an address, a job, the row of the import, and a share in an employer."""
LONE = 100


class Load(NamedTuple):
    """What is done on the first machine: `before` is on the relay already when `act` makes its changes."""

    name: str
    before: Callable[[Store], object]
    act: Callable[[Store], object]
    rounds: int
    limits: tuple[float | None, float | None, float | None] = (None, None, None)
    """Seconds for the push, a fresh machine, and one that begins with a checkpoint."""


def measure(plan: Plan) -> Iterator[Figure]:
    rounds = max(3, plan.rounds // 2)
    few, many = (10_000, 100_000) if plan.rounds > 3 else (2_000, 10_000)
    loads = (
        _edits(few, 5, rounds, (0.15, 0.15, None)),
        _edits(few, 1, rounds, (0.15, 0.15, None)),
        _rows(few, rounds, plan),
        _edits(many, 5, 3, (None, 1.2, 0.5)),
        _new(many, 3, (None, 1.2, 0.5)),
    )
    with tempfile.TemporaryDirectory(prefix="coffeechat-sync-") as folder:
        for number, load in enumerate(loads):
            with vault(Path(folder) / str(number)) as one:
                yield from _measured(one, load)
        with vault(Path(folder) / "lone") as one:
            yield from _lone(one)
        yield sync_latency.figure(Path(folder) / "latency", rounds=3 * plan.rounds)
        yield sync_growth.figure(Path(folder) / "growth", edits=2 * few)


def _edits(count: int, at_once: int, rounds: int, limits: tuple[float | None, float | None, float | None]) -> Load:
    how = "5 an action" if at_once == 5 else "each an action"
    edit = partial(_edit, count=count, at_once=at_once)
    return Load(f"{count:,} edited cells, {how}", lambda store: add_people(store, count // 5), edit, rounds, limits)


def _edit(store: Store, count: int, at_once: int) -> None:
    ids = [row[0] for row in store.connection.execute("SELECT id FROM person ORDER BY display, id")]
    for row_id, changed in zip(ids, cells(count // 5), strict=True):
        pairs = list(changed.items())
        for at in range(0, len(pairs), at_once):
            with store.change("edit"):
                store.update(Person, row_id, **dict(pairs[at : at + at_once]))


def _new(count: int, rounds: int, limits: tuple[float | None, float | None, float | None]) -> Load:
    """The cells of people who are new, five of each besides the id: they stand under their row's stamp."""
    people = count // 5
    return Load(f"{count:,} cells of new rows", lambda store: None, partial(add_people, count=people), rounds, limits)


def _rows(count: int, rounds: int, plan: Plan) -> Load:
    source = connections(plan.home, round(count / ROWS_OF_AN_IMPORTED))
    return Load(f"{count:,} imported rows", lambda store: None, lambda store: bring_in(store, source), rounds)


def _measured(one: Vault, load: Load) -> Iterator[Figure]:
    push, fresh, from_checkpoint = load.limits
    store = one.a.store
    load.before(store)
    one.a.sync()
    unchanged = _copy(store, one.folder / "before.db")
    load.act(store)
    everything, changes = _statements(one.a.store.connection, unchanged)
    held = one.bytes_held()
    one.keep()
    bare = _bare(one.folder, unchanged, changes)
    runs = alternate(load.rounds, {"push": lambda: _push(one), "bare": bare})
    yield from _figures(f"push {load.name}", runs["push"], runs["bare"], push)
    yield _bytes("    on the wire, each cell", _sent(one, 1) / _cells(changes), 16)
    yield _bytes("    on the relay's disk, each cell", (one.bytes_held() - held) / _cells(changes), 16)
    empty = one.folder / "empty.db"
    Store(empty).close()
    bare = _bare(one.folder, empty, everything)
    runs = alternate(load.rounds, {"fresh": lambda: _fresh(one), "bare": bare})
    yield from _figures(f"fresh machine, {load.name}", runs["fresh"], runs["bare"], fresh)
    yield medians("    comparing digests after it", "ms", [_compared(one) for _ in range(load.rounds)])
    if from_checkpoint:
        settings.put_local(one.a.store, "tail_bytes", 1 << 40)
        one.a.sync()
        runs = alternate(load.rounds, {"fresh": lambda: _fresh(one), "bare": bare})
        name = "the same from a checkpoint"
        yield from _figures(name, runs["fresh"], runs["bare"], from_checkpoint)


def _figures(name: str, runs: Sequence[float], bare: Sequence[float], limit: float | None) -> Iterator[Figure]:
    target = Target(1000 * limit, of="value") if limit else None
    yield medians(name, "ms", runs, target=target)
    yield medians("    beside a bare loop", "ms", runs, bare, "INSERT, UPDATE", Target(3))


def _bytes(name: str, value: float, limit: float) -> Figure:
    return Figure(name=name, value=value, unit="B", target=Target(limit, of="value"))


def _cells(statements: Sequence[Statement]) -> int:
    """How many cells they write that are not empty."""
    return sum(1 for _, bindings in statements for value in bindings[:-1] if value is not None)


def _push(one: Vault) -> float:
    one.put_back()
    return _milliseconds(lambda: _exchange(one.a))


def _fresh(one: Vault) -> float:
    machine = one.fresh()
    taken = _milliseconds(lambda: _exchange(machine))
    assert machine.names == one.a.names
    machine.close()
    shutil.rmtree(machine.folder)
    return taken


def _compared(one: Vault) -> float:
    """As a fresh machine does, of which no row was ever looked at."""
    with one.a.store.local_change():
        digest.forget(one.a.store.connection)
    return _milliseconds(lambda: digest.current(one.a.store))


def _exchange(machine: Machine) -> None:
    with machine.session() as session:
        session.sync(is_thorough=False)


def _sent(one: Vault, last: int) -> int:
    """Bytes of the last batches as they were sent."""
    relay = apsw.Connection(str(one.relay.database), flags=apsw.SQLITE_OPEN_READONLY)
    sent = relay.execute(
        "SELECT sum(length(covers) + length(sealed) + (SELECT coalesce(sum(length(part.sealed)), 0) FROM part "
        "WHERE part.upload = batch.upload)) FROM (SELECT * FROM batch ORDER BY n DESC LIMIT ?) AS batch",
        (last,),
    ).get
    relay.close()
    return int(sent)


def _lone(one: Vault) -> Iterator[Figure]:
    add_people(one.a.store, LONE)
    one.a.sync()
    held = one.bytes_held()
    ids = [row[0] for row in one.a.store.connection.execute("SELECT id FROM person")]
    for row_id, changed in zip(ids, cells(LONE), strict=True):
        with one.a.store.change("edit"):
            one.a.store.update(Person, row_id, birthday=changed["birthday"])
        one.a.sync()
    yield _bytes("a lone edited cell, on the wire", _sent(one, LONE) / LONE, 160)
    yield Figure(name="    on the relay's disk", value=(one.bytes_held() - held) / LONE, unit="B")


def _copy(store: Store, to: Path) -> Path:
    store.connection.execute("VACUUM INTO ?", (str(to),))
    return to


def _statements(now: apsw.Connection, before: Path) -> tuple[list[Statement], list[Statement]]:
    """What a bare loop has to do to make everything, and what only to make the last changes."""
    everything: list[Statement] = []
    changes: list[Statement] = []
    now.execute("ATTACH ? AS old", (str(before),))
    for table in tables().values():
        columns = ("id", "born", *table.columns[1:])
        names = ", ".join(f'"{column}"' for column in columns)
        insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(columns))})'
        known = {row[0]: row for row in now.execute(f'SELECT {names} FROM old."{table.name}"')}
        everything += [(insert, row) for row in known.values()]
        for row in now.execute(f'SELECT {names} FROM "{table.name}"'):
            if row[0] not in known:
                changes.append((insert, row))
                continue
            for column, ours, theirs in zip(columns, row, known[row[0]], strict=True):
                if ours != theirs:
                    changes.append((f'UPDATE "{table.name}" SET "{column}" = ? WHERE id = ?', (ours, row[0])))
    now.execute("DETACH old")
    return everything + changes, changes


def _bare(folder: Path, file: Path, statements: Sequence[Statement]) -> Callable[[], float]:
    def run() -> float:
        with Store(Path(shutil.copyfile(file, folder / "bare.db"))) as store:
            return _milliseconds(lambda: _loop(store.connection, statements))

    return run


def _loop(connection: apsw.Connection, statements: Sequence[Statement]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, bindings in statements:
        connection.execute(sql, bindings)
    connection.execute("COMMIT")


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)
