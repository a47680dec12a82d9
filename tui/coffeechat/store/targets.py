"""The jobs truly wanted, and which of them ranks the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.records import PersonTarget, Target
from coffeechat.store import clock, settings, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store

CHOSEN = "chosen target"


def all_targets(connection: apsw.Connection) -> list[Target]:
    """All targets, by name."""
    return tables.select(connection, Target, "TRUE ORDER BY name COLLATE NOCASE, id")


def chosen(connection: apsw.Connection) -> Target | None:
    """The target that ranks the list: the one picked, else the first made."""
    picked = settings.get(connection, CHOSEN)
    found = tables.get(connection, Target, bytes.fromhex(picked)) if picked else None
    return found or next(iter(tables.select(connection, Target, "TRUE ORDER BY id LIMIT 1")), None)


def choose(store: Store, target: Target) -> None:
    with store.change(f"rank for {target.name}") as change:
        settings.put(store, change, CHOSEN, target.id.hex())


def add(store: Store, **cells: Value) -> Target:
    """A new target; it becomes the one that ranks."""
    with store.change(f"add target {cells['name']}") as change:
        target = Target(id=clock.new_id(), created_at=change.at, **cells)
        store.insert(change, target)
        settings.put(store, change, CHOSEN, target.id.hex())
    return target


def edit(store: Store, target: Target, **cells: Value) -> None:
    with store.change(f"edit target {target.name}"):
        store.update(Target, target.id, **cells)


def remove(store: Store, target: Target) -> None:
    with store.change(f"remove target {target.name}") as change:
        store.delete(change, Target, target.id)


def say_of(store: Store, person_id: bytes, name: str, target: Target, **cells: Value) -> None:
    """What the user says of a person for a target: `knowledge` (0-1), `parked`, `reason`."""
    known = tables.select(
        store.connection, PersonTarget, "person_id = ? AND target_id = ? ORDER BY id LIMIT 1", (person_id, target.id)
    )
    with store.change(f"{name} for {target.name}") as change:
        if known:
            store.update(PersonTarget, known[0].id, **cells)
        else:
            row = PersonTarget(
                id=clock.new_id(), created_at=change.at, person_id=person_id, target_id=target.id, **cells
            )
            store.insert(change, row)
