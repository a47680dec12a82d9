"""Everybody's rank for a new target, against writing the same rows with nothing worked out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from bench.figures import Figure, Target, medians
from bench.plan import Plan
from bench.rounds import alternate
from coffeechat.store import targets
from coffeechat.store.store import Store

WANTED = ("Urban planner", "Data engineer", "Head of marketing", "Nurse", "Software engineer")


def measure(plan: Plan) -> Iterator[Figure]:
    path = plan.databases.copy_of(plan.rows)
    with Store(path) as store:
        names = iter(WANTED * plan.rounds)
        measures: dict[str, Callable[[], float]] = {
            "rank": lambda: _rank(store, next(names)),
            "insert": lambda: _insert(store.connection, path),
        }
        runs = alternate(max(3, plan.rounds // 2), measures)
    yield medians(f"{plan.rows:,} people", "s", runs["rank"], (), "", Target(1, of="value"))
    yield medians("the same, to bare rows", "s", runs["rank"], runs["insert"], "executemany")


def _rank(store: Store, name: str) -> float:
    targets.add(store, name=name)
    begun = time.perf_counter()
    store.rank_everybody()
    return time.perf_counter() - begun


def _insert(connection: apsw.Connection, beside: Path) -> float:
    """The rows now in `rank`, into a table with the same indexes in a file of its own."""
    rows = list(connection.execute("SELECT * FROM rank ORDER BY n"))
    shapes = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE tbl_name = 'rank'") if sql]
    path = beside.with_name("bare.db")
    path.unlink(missing_ok=True)
    bare = apsw.Connection(str(path))
    bare.pragma("journal_mode", "wal")
    bare.execute(";".join(shapes))
    marks = ", ".join("?" * len(rows[0]))
    begun = time.perf_counter()
    with bare:
        bare.executemany(f"INSERT OR REPLACE INTO rank VALUES ({marks})", rows)
    seconds = time.perf_counter() - begun
    bare.close()
    return seconds
