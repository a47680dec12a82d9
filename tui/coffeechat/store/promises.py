"""Promises, theirs and mine: made in a talk or beside one, with a date, until they are kept or let go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.records import Promise
from coffeechat.store import clock, people, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store

ME: Final = "me"
THEM: Final = "them"
_SETTLED: Final = {"done": "kept", "released": "released", "broken": "broken", "open": "open again"}


class NoSuchState(CoffeechatError):
    def __init__(self, state: str) -> None:
        super().__init__(f"“{state}” is nothing a promise can be: it is open, done, released or broken.")


class EmptyPromise(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("A promise needs a few words, such as “send the map by Friday”. Nothing was added.")


def add(
    store: Store, by: str, person_id: bytes, text: str, *, due: date | None = None, conversation_id: bytes | None = None
) -> Promise:
    """What `me` or `them` (by) promised to do for the other. Raises EmptyPromise."""
    if not text.strip():
        raise EmptyPromise
    with store.change(f"promise {_between(store.connection, by, person_id)}") as change:
        promise = Promise(
            id=clock.new_id(),
            created_at=change.at,
            by=by,
            person_id=person_id,
            conversation_id=conversation_id,
            text=text.strip(),
            due=due.isoformat() if due else None,
            state="open",
        )
        store.insert(change, promise)
    return promise


def settle(store: Store, promise: Promise, state: str = "done") -> None:
    """It is `done`, `released` or `broken`; or `open` again. Raises NoSuchState."""
    if state not in _SETTLED:
        raise NoSuchState(state)
    label = f"promise {_between(store.connection, promise.by or ME, promise.person_id or b'')} {_SETTLED[state]}"
    with store.change(label) as change:
        store.update(Promise, promise.id, state=state, done_at=change.at if state == "done" else None)


def edit(store: Store, promise: Promise, **cells: Value) -> None:
    """Change its text, due or by."""
    with store.change(f"edit promise {_between(store.connection, promise.by or ME, promise.person_id or b'')}"):
        store.update(Promise, promise.id, **cells)


def remove(store: Store, promise: Promise) -> None:
    with store.change(f"remove promise {_between(store.connection, promise.by or ME, promise.person_id or b'')}") as c:
        store.delete(c, Promise, promise.id)


def get(connection: apsw.Connection, promise_id: bytes) -> Promise | None:
    return tables.get(connection, Promise, promise_id)


def _between(connection: apsw.Connection, by: str, person_id: bytes) -> str:
    name = people.name_of(connection, person_id)
    return f"to {name}" if by == ME else f"of {name}"
