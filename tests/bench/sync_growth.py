"""What the relay's file takes after very many edits to few rows, beside that of a vault with only the result."""

from __future__ import annotations

from pathlib import Path

from bench.figures import Figure, Target
from bench.vault import COLUMNS, add_people, cells, vault
from coffeechat.records import Person
from coffeechat.store import tables
from coffeechat.store.store import Store
from sync.machines import Machine

ROWS = 1_000
AN_ACTION = 100  # edits
GROWN = 3.0


def figure(folder: Path, edits: int) -> Figure:
    """Two machines sync all the while, so that checkpoints are confirmed as they are in life."""
    grown, fresh = _grown(folder / "grown", edits)
    return Figure(
        name=f"relay's file after {edits:,} edits to {ROWS:,} rows",
        value=grown / 1000,
        unit="KB",
        baseline=fresh / 1000,
        against="the same data, fresh",
        target=Target(GROWN),
    )


def _grown(folder: Path, edits: int) -> tuple[int, int]:
    folder.parent.mkdir(exist_ok=True)
    with vault(folder) as one:
        ids = add_people(one.a.store, ROWS)
        one.a.sync()
        other = one.fresh()
        for turn in range(edits // ROWS):
            _edit(one.a.store, ids, turn)
            one.a.sync()
            other.sync()
        other.close()
        grown = one.bytes_on_disk()
        fresh = _fresh(folder.with_name("fresh"), one.a)
    return grown, fresh


def _edit(store: Store, ids: list[bytes], turn: int) -> None:
    """One column of everybody, in actions of a hundred, which is what a few words in a list of people come to."""
    column = COLUMNS[turn % len(COLUMNS)]
    values = cells(ROWS, seed=turn)
    for at in range(0, ROWS, AN_ACTION):
        with store.change("edit"):
            for row_id, value in zip(ids[at : at + AN_ACTION], values[at : at + AN_ACTION], strict=True):
                store.update(Person, row_id, **{column: value[column]})


def _fresh(folder: Path, edited: Machine) -> int:
    """The size of a relay's file that only ever got what lives now."""
    with vault(folder) as one:
        rows = tables.select(edited.store.connection, Person)
        with one.a.store.change("the same people") as change:
            one.a.store.insert_all(change, rows)
        one.a.sync()
        return one.bytes_on_disk()
