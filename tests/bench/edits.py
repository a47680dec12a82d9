"""What single edits cost among many people, against an UPDATE of the same row in a transaction of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count

import apsw

from bench.figures import Figure, medians
from bench.plan import Plan
from bench.rounds import alternate
from coffeechat.records import Person
from coffeechat.store import database, pages, people
from coffeechat.store.people import Detail
from coffeechat.store.store import Store

Edit = Callable[[Store, Detail, int], object]

EDITS: dict[str, Edit] = {
    "a note": lambda store, known, turn: people.edit(store, known.person, about=f"Met at the fair, stand {turn}."),
    "a name": lambda store, known, turn: people.edit(store, known.person, display=f"Ada Lindqvist {turn}"),
    "a job title": lambda store, known, turn: people.edit_job(store, known, f"Head of planning {turn}", "Elm Works"),
    "a tie": lambda store, known, turn: people.edit(store, known.person, tie="weak" if turn % 2 else "close"),
    "tags": lambda store, known, turn: people.set_tags(store, known, [f"tag {turn}"]),
    "undo of the last": lambda store, known, turn: store.undo(),
    "a new person": lambda store, known, turn: people.add(store, f"Bo Chen {turn}", "Planner", "Elm Works"),
}


def measure(plan: Plan) -> Iterator[Figure]:
    path = plan.databases.copy_of(plan.many)
    bare = database.connect(path)
    with Store(path) as store:
        person_id = pages.People(store.connection).lines(plan.many // 2, 1)[0].id
        turns = count()
        edits = {name: _timed(store, person_id, edit, turns) for name, edit in EDITS.items()}
        runs = alternate(5 * plan.rounds, {"bare UPDATE": lambda: _update(bare, person_id, next(turns)), **edits})
    least = runs.pop("bare UPDATE")
    bare.close()
    for name, milliseconds in runs.items():
        yield medians(f"{name}, {plan.many:,} people", "ms", milliseconds, least, "bare UPDATE")


def _timed(store: Store, person_id: bytes, edit: Edit, turns: Iterator[int]) -> Callable[[], float]:
    """Milliseconds of the edit alone, not of reading the person first."""

    def timed() -> float:
        known = people.detail(store.connection, person_id)
        assert known is not None
        turn = next(turns)
        begun = time.perf_counter()
        edit(store, known, turn)
        return 1000 * (time.perf_counter() - begun)

    return timed


def _update(connection: apsw.Connection, person_id: bytes, turn: int) -> float:
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"UPDATE {Person.__name__.lower()} SET about = ? WHERE id = ?", (f"Stand {turn}.", person_id))
    connection.execute("COMMIT")
    return 1000 * (time.perf_counter() - begun)
