"""How one writes to somebody follows from what is known of them."""

from __future__ import annotations

import pytest

from coffeechat.method.ties import TIES
from coffeechat.store import addressees, people
from coffeechat.store.store import Store


def formality(store: Store, **cells: str | None) -> str:
    person_id = people.add(store, "Ada Lindqvist")
    known = people.detail(store.connection, person_id)
    assert known
    people.edit(store, known.person, **cells)
    to = addressees.find(store.connection, person_id, "thanks")
    assert to
    return to.formality


@pytest.mark.parametrize("tie", [None, *TIES])
def test_only_a_close_tie_is_written_to_informally_unless_the_user_says_how(store: Store, tie: str | None) -> None:
    assert formality(store, tie=tie) == ("informal" if tie == "close" else "formal")
    assert formality(store, tie=tie, formality="informal") == "informal"
    assert formality(store, tie=tie, formality="formal") == "formal"
