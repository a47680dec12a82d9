"""Promises, theirs and mine."""

from __future__ import annotations

from datetime import date

import pytest

from coffeechat.records import Promise
from coffeechat.store import people, promises, tables
from coffeechat.store.promises import ME, THEM, EmptyPromise
from coffeechat.store.store import Store


@pytest.fixture
def ada(store: Store) -> bytes:
    return people.add(store, "Ada Lindqvist")


def test_a_promise_is_open_until_it_is_settled(store: Store, ada: bytes) -> None:
    promise = promises.add(store, ME, ada, " send the map ", due=date(2026, 3, 6))
    assert tables.select(store.connection, Promise) == [promise]
    assert (promise.text, promise.due, promise.state) == ("send the map", "2026-03-06", "open")
    promises.settle(store, promise)
    (kept,) = tables.select(store.connection, Promise)
    assert kept.state == "done" and kept.done_at
    promises.settle(store, kept, "open")
    (again,) = tables.select(store.connection, Promise)
    assert (again.state, again.done_at) == ("open", None)


def test_a_promise_says_something(store: Store, ada: bytes) -> None:
    with pytest.raises(EmptyPromise, match="a few words"):
        promises.add(store, ME, ada, "  ")


def test_each_step_says_what_undo_takes_back(store: Store, ada: bytes) -> None:
    promise = promises.add(store, THEM, ada, "introduce me to Jonas")
    promises.edit(store, promise, text="introduce me to Jonas Weber")
    promises.settle(store, promise, "broken")
    promises.remove(store, promise)
    assert [store.undo().label for _ in range(4)] == [
        "remove promise of Ada Lindqvist",
        "promise of Ada Lindqvist broken",
        "edit promise of Ada Lindqvist",
        "promise of Ada Lindqvist",
    ]
