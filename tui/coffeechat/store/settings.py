"""Choices: those that travel with the user (a row under an id made from its name), those of this copy of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.records import Setting
from coffeechat.store import tables
from coffeechat.store.capture import Change
from coffeechat.store.errors import in_sentences
from coffeechat.store.tables import Value

ID_BYTES = 16

if TYPE_CHECKING:
    from coffeechat.store.store import Store


def get(connection: apsw.Connection, name: str) -> str | None:
    setting = tables.get(connection, Setting, id_of(name))
    return setting.value if setting else None


def put(store: Store, change: Change, name: str, value: str | None) -> None:
    """Set a choice; the same row on every machine, so two machines never hold two answers."""
    if store.connection.execute("SELECT 1 FROM setting WHERE id = ?", (id_of(name),)).get:  # an undone one is there too
        store.update(Setting, id_of(name), value=value, deleted_at=None)
    else:
        store.insert(change, Setting(id=id_of(name), created_at=change.at, name=name, value=value))


def local(connection: apsw.Connection, name: str) -> Value:
    return connection.execute("SELECT value FROM local WHERE name = ?", (name,)).get


def put_local(store: Store, name: str, value: Value) -> None:
    with in_sentences(store.path):
        store.connection.execute("INSERT OR REPLACE INTO local VALUES (?, ?)", (name, value))


def drop_local(store: Store, name: str) -> None:
    with in_sentences(store.path):
        store.connection.execute("DELETE FROM local WHERE name = ?", (name,))


def id_of(name: str) -> bytes:
    """The name itself, as long as an id is."""
    assert len(name.encode()) <= ID_BYTES, f"the name of a setting has at most {ID_BYTES} bytes: {name}"
    return name.encode().ljust(ID_BYTES)
