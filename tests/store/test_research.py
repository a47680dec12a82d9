"""Sources are found by whom or what they are about."""

from __future__ import annotations

from coffeechat.store import research
from coffeechat.store.store import Store

ACME, ADA = b"organisation...a", b"person.........a"


def test_a_source_is_found_by_everything_it_is_about(store: Store) -> None:
    report = research.add(store, "Annual report", organisation_id=ACME, kind="report")
    post = research.add(store, "A post", person_id=ADA)
    assert research.about(store.connection, person_id=ADA, organisation_id=ACME) == [post, report]
    assert research.about(store.connection, person_id=ADA) == [post]
    assert research.about(store.connection) == []


def test_each_field_can_be_edited_and_taken_back(store: Store) -> None:
    source = research.add(store, "Annual report", organisation_id=ACME)
    research.edit(store, source, "facts", "Releases went from monthly to weekly in 2023.")
    research.edit(store, source, "url", "https://acme.example/report")
    edited = research.get(store.connection, source.id)
    assert edited and (edited.facts, edited.url) == (
        "Releases went from monthly to weekly in 2023.",
        "https://acme.example/report",
    )
    assert "weekly in 2023" in research.text_of(edited)
    store.undo()
    store.undo()
    assert research.get(store.connection, source.id) == source


def test_a_removed_source_is_gone_until_undo(store: Store) -> None:
    source = research.add(store, "Annual report", organisation_id=ACME)
    research.remove(store, source)
    assert research.about(store.connection, organisation_id=ACME) == []
    store.undo()
    assert research.about(store.connection, organisation_id=ACME) == [source]
