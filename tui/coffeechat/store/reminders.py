"""Own reminders; and what was put off or dismissed of that which the agenda computes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.records import Reminder
from coffeechat.store import clock, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.method.agenda import Due
    from coffeechat.store.capture import Change
    from coffeechat.store.store import Store


class EmptyReminder(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("A reminder needs a few words, such as “read the annual report”. Nothing was added.")


def add(store: Store, title: str, due: date | None = None, person_id: bytes | None = None) -> Reminder:
    """A task of one's own, about a person or about nobody. Raises EmptyReminder."""
    if not title.strip():
        raise EmptyReminder
    with store.change(f"remind of “{title.strip()}”") as change:
        reminder = Reminder(
            id=clock.new_id(),
            created_at=change.at,
            title=title.strip(),
            due=due.isoformat() if due else None,
            person_id=person_id,
        )
        store.insert(change, reminder)
    return reminder


def get(connection: apsw.Connection, reminder_id: bytes) -> Reminder | None:
    return tables.get(connection, Reminder, reminder_id)


def edit(store: Store, reminder_id: bytes, **cells: Value) -> None:
    """Change its title or due."""
    with store.change("edit a reminder"):
        store.update(Reminder, reminder_id, **cells)


def put_off(store: Store, due: Due, until: date) -> None:
    """Be silent about it before that day."""
    with store.change(f"put off “{due.what}”") as change:
        _mark(store, change, due, snoozed_until=until.isoformat())


def dismiss(store: Store, due: Due) -> None:
    """It was done otherwise, or is not to be done; a later occurrence of the same rule comes up again."""
    with store.change(f"dismiss “{due.what}”") as change:
        _mark(store, change, due, done_at=change.at)


def _mark(store: Store, change: Change, due: Due, **cells: Value) -> None:
    """In the reminder itself, or in a row that stands for what was computed."""
    if due.rule == "reminder" and due.about:
        store.update(Reminder, due.about, **cells)
        return
    known = tables.select(
        store.connection,
        Reminder,
        "rule = ? AND person_id IS ? AND about_id IS ? ORDER BY id LIMIT 1",
        (due.rule, due.person_id, due.about),
    )
    if known:
        store.update(Reminder, known[0].id, **cells)
        return
    row = Reminder(
        id=clock.new_id(),
        created_at=change.at,
        rule=due.rule,
        person_id=due.person_id,
        about_id=due.about,
        **cells,
    )
    store.insert(change, row)
