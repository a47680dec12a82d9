"""Sync through a real relay process over loopback, encrypted: how long, how many bytes, and how the relay's file grows.

A change is one cell. The bare loop writes the same cells into the same table of a SQLite file, in one transaction.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from bench.figures import Figure, Target, medians
from bench.plan import Plan
from coffeechat.records import Person
from coffeechat.store import clock, database, people
from coffeechat.store.store import Store
from coffeechat.sync import checkpoints
from coffeechat.sync.exchange import Exchange
from e2e.terminal import Terminal
from relay import RelayProcess
from sync.machines import Machine

CELLS = ("display", "given", "family", "nickname", "birthday")
EDITED_ROWS = 1_000
EDITS = 200_000


def measure(plan: Plan) -> Iterator[Figure]:
    folder = plan.home.parent / "sync"
    folder.mkdir()
    few, many = (1_000, 10_000) if plan.rounds < 5 else (10_000, 100_000)
    with RelayProcess(folder / "relay") as relay:
        world = _World(folder, relay)
        yield from _times(world, plan, few, many)
        yield from _sizes(world)
    yield _latency(folder, plan)
    yield _growth(folder, EDITS if plan.rounds >= 5 else EDITS // 20)


class _World:
    """Makes machines, vaults and bare files."""

    def __init__(self, folder: Path, relay: RelayProcess) -> None:
        self.folder, self.relay = folder, relay
        self._names = 0

    def path(self) -> Path:
        self._names += 1
        return self.folder / f"{self._names}"

    def machine(self) -> Machine:
        return Machine(self.path())

    def vault(self, changes: int) -> tuple[Machine, str]:
        """A machine with so many changes that are not sent yet, and the line to its vault."""
        machine = self.machine()
        line = machine.set_up(self.relay.url)
        machine.sync()
        write(machine.store, changes)
        return machine, line


def write(store: Store, changes: int) -> None:
    """So many cells, in transactions of a thousand people."""
    rows = changes // len(CELLS)
    for begin in range(0, rows, 1_000):
        with store.change("add") as change:
            store.insert_all(change, (_person(n, change.at) for n in range(begin, min(rows, begin + 1_000))))


def _person(number: int, at: str) -> Person:
    return Person(
        id=clock.new_id(),
        created_at=at,
        display=f"Ada Lindqvist {number}",
        given="Ada",
        family=f"Lindqvist {number}",
        nickname=f"A{number}",
        birthday=f"19{number % 90 + 10}-03-02",
    )


def _bare(world: _World, changes: int) -> float:
    connection = database.connect(world.path().with_suffix(".db"))
    rows = [msgspec.structs.astuple(_person(number, "2026-03-02T08:00:00Z")) for number in range(changes // len(CELLS))]
    names = ", ".join(Person.__struct_fields__)
    marks = ", ".join("?" * len(Person.__struct_fields__))
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO person (born, {names}) VALUES (1, {marks})", rows)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _times(world: _World, plan: Plan, few: int, many: int) -> Iterator[Figure]:
    rounds = min(3, plan.rounds)
    bare = {changes: [_bare(world, changes) for _ in range(rounds)] for changes in (few, many)}
    pushes, fresh = [], []
    for _ in range(rounds):
        machine, line = world.vault(few)
        pushes.append(_timed(partial(_quick, machine)))
        fresh.append(_fresh(world, line))
        machine.close()
    yield _seconds(f"push {few:,} changes", pushes, bare[few], 0.15)
    yield _seconds(f"fresh device, {few:,} changes", fresh, bare[few], 0.15)
    machine, line = world.vault(many)
    _quick(machine)
    yield _seconds(f"fresh device, {many:,} changes", [_fresh(world, line) for _ in range(rounds)], bare[many], 1.2)
    with machine.session() as session:
        exchange = Exchange(machine.store, session.relay, session.vault)
        assert checkpoints.offer(exchange, exchange.fetch().heads)
    times = [_fresh(world, line) for _ in range(rounds)]
    yield _seconds(f"fresh device from a checkpoint, {many:,} changes", times, bare[many], 0.5)
    machine.close()


def _seconds(name: str, runs: list[float], bare: list[float], limit: float) -> Figure:
    return medians(name, "s", runs, bare, "bare SQLite loop", Target(limit, "value"))


def _quick(machine: Machine) -> None:
    with machine.session() as session:
        session.sync(is_thorough=False)


def _fresh(world: _World, line: str) -> float:
    """Of the fetching alone: being let in takes a few requests whatever there is."""
    machine = world.machine()
    machine.join(line)
    seconds = _timed(lambda: _quick(machine))
    machine.close()
    return seconds


def _sizes(world: _World) -> Iterator[Figure]:
    changes = 10_000
    machine, _ = world.vault(changes)
    with machine.session() as session:
        exchange = Exchange(machine.store, session.relay, session.vault)
        exchange.run()
        bulk = exchange.tail_bytes + (exchange.base_bytes or 0)
        before = bulk
        person = machine.store.connection.execute("SELECT id FROM person LIMIT 1").get
        machine.edit(bytes(person), nickname="Countess")
        exchange.run()
        lone = exchange.tail_bytes + (exchange.base_bytes or 0) - before
    machine.close()
    yield Figure(name="bulk, sealed", value=bulk / changes, unit="B/change", target=Target(16, "value"))
    yield Figure(name="a lone change, sealed", value=lone, unit="B", target=Target(160, "value"))


def _latency(folder: Path, plan: Plan) -> Figure:
    """From the commit on one machine until the other one's screen shows it, both with the app open."""
    runs = []
    with RelayProcess(folder / "live") as relay:
        here, there = Machine(folder / "here"), Machine(folder / "there")
        there.join(here.set_up(relay.url))
        here.sync()
        homes = [{"XDG_STATE_HOME": str(machine.folder / "state")} for machine in (here, there)]
        with (
            Terminal("--db", here.path, size=(120, 40), environment=homes[0]) as one,
            Terminal("--db", there.path, size=(120, 40), environment=homes[1]) as other,
        ):
            one.until("⇅ synced")
            other.until("⇅ synced")
            other.type("2")
            for number in range(3 * plan.rounds):
                time.sleep(0.4)
                people.add(here.store, f"Seen{number}x")
                begun = time.perf_counter()
                other.until(f"Seen{number}x")
                runs.append(1000 * (time.perf_counter() - begun))
        here.close()
        there.close()
    return Figure(
        name="edit on one machine until it is on the other's screen",
        value=statistics.median(runs),
        unit="ms",
        runs=runs,
        target=Target(100, "value"),
    )


def _growth(folder: Path, edits: int) -> Figure:
    """The relay's file after so many edits of a thousand rows, against that of a fresh vault with the same data."""
    sizes = []
    for is_fresh in (False, True):
        with RelayProcess(folder / f"grown {is_fresh}") as relay:
            one, other = Machine(folder / f"grown {is_fresh} one"), Machine(folder / f"grown {is_fresh} other")
            line = one.set_up(relay.url)
            if not is_fresh:
                other.join(line)
            write(one.store, EDITED_ROWS * len(CELLS))
            for turn in range(0 if is_fresh else edits // EDITED_ROWS):
                with one.store.change("edit all"):
                    one.store.connection.execute("UPDATE person SET nickname = ? || hex(substr(id, 12))", (turn,))
                one.sync()
                other.sync()
            if is_fresh:
                with one.store.change("edit all"):
                    one.store.connection.execute("UPDATE person SET nickname = '200' || hex(substr(id, 12))")
                one.sync()
            one.close()
            other.close()
            relay.stop()
            sizes.append(relay.database.stat().st_size)
    return Figure(
        name=f"the relay's file after {edits:,} edits of {EDITED_ROWS:,} rows",
        value=sizes[0] / 1e6,
        unit="MB",
        baseline=sizes[1] / 1e6,
        against="a fresh vault",
        target=Target(3),
    )
