"""What happened with people, read in bulk."""

from __future__ import annotations

from typing import Any

import pytest

from coffeechat.records import (
    Conversation,
    ConversationPerson,
    Introduction,
    PlanItem,
    Promise,
    Reminder,
    ResearchSource,
    Row,
    Touch,
)
from coffeechat.store import clock, facts, people, targets
from coffeechat.store.store import Store


def insert(store: Store, record: type[Row], **cells: Any) -> bytes:
    with store.change("told") as change:
        row = record(id=clock.new_id(), created_at=change.at, **cells)
        store.insert(change, row)
    return row.id


@pytest.fixture
def ada(store: Store) -> bytes:
    return people.add(store, "Ada Lindqvist", "Head of Urban Planning", "Stadtwerk")


def test_everything_of_one_person_is_there_in_its_order(store: Store, ada: bytes) -> None:
    maya = people.add(store, "Maya Okonjo")
    targets.add(store, name="Urban planner")
    store.rank_everybody()
    late = insert(store, Touch, person_id=ada, kind="reply", direction="in", at="2026-03-04T08:00:00Z", state="sent")
    early = insert(store, Touch, person_id=ada, kind="ask", direction="out", at="2026-03-02T08:00:00Z", state="sent")
    draft = insert(store, Touch, person_id=ada, kind="thanks", direction="out", state="draft", body="Dear Ada")
    talk = insert(store, Conversation, kind="informational", state="scheduled", notes="long")
    insert(store, ConversationPerson, conversation_id=talk, person_id=ada, role="host")
    insert(store, PlanItem, conversation_id=talk, text="What changed?")
    introduction = insert(store, Introduction, introducer_id=maya, person_id=ada, state="asked")
    insert(store, Promise, person_id=ada, by="me", text="send the map")
    insert(store, Reminder, person_id=ada, title="call")
    insert(store, ResearchSource, title="Annual report", person_id=ada, read_at="2026-03-01")

    found = facts.facts_of(store.connection, ada)
    assert found
    assert (found.name, found.organisation) == ("Ada Lindqvist", "Stadtwerk")
    assert [touch.id for touch in found.touches] == [early, late]
    assert [touch.id for touch in found.drafts] == [draft]
    assert [one.id for one in found.conversations] == [talk]
    assert [one.id for one in found.introductions] == [introduction]
    assert [promise.text for promise in found.promises] == ["send the map"]
    assert [reminder.title for reminder in found.reminders] == ["call"]
    assert (found.drafts[0].body, found.conversations[0].notes) == (None, None), "long texts stay out"
    assert found.questions == {talk: 1}
    assert found.researched_at == "2026-03-01"
    assert (found.score or 0) > 40
    of_maya = facts.facts_of(store.connection, maya)
    assert of_maya
    assert [one.id for one in of_maya.introduced] == [introduction]


def test_a_source_about_the_employer_counts_as_research(store: Store, ada: bytes) -> None:
    known = people.detail(store.connection, ada)
    assert known and known.job
    insert(
        store,
        ResearchSource,
        title="Their site",
        organisation_id=known.job.position.organisation_id,
        read_at="2026-03-01",
    )
    found = facts.facts_of(store.connection, ada)
    assert found
    assert found.researched_at == "2026-03-01"


def test_what_was_said_of_a_person_is_for_the_chosen_target_only(store: Store, ada: bytes) -> None:
    planner = targets.add(store, name="Urban planner")
    targets.say_of(store, ada, "Ada", planner, parked=True)
    assert facts.facts_of(store.connection, ada).is_parked  # type: ignore[union-attr]
    targets.add(store, name="Journalist")
    assert not facts.facts_of(store.connection, ada).is_parked  # type: ignore[union-attr]


def test_all_are_those_with_whom_something_happened(store: Store, ada: bytes) -> None:
    bo, ruth = people.add(store, "Bo Chen"), people.add(store, "Ruth Novak")
    insert(store, Touch, person_id=bo, kind="message", direction="out", at="2026-03-02T08:00:00Z")
    insert(store, Touch, person_id=ada, kind="ask", direction="out", at="2026-03-02T08:00:00Z")
    talk = insert(store, Conversation, kind="practice", state="planned")
    part = insert(store, ConversationPerson, conversation_id=talk, person_id=ruth)
    assert {one.name for one in facts.all_facts(store.connection)} == {"Ada Lindqvist", "Ruth Novak"}
    with store.change("not she") as change:
        store.delete(change, ConversationPerson, part)
    assert {one.name for one in facts.all_facts(store.connection)} == {"Ada Lindqvist"}


def test_one_and_all_say_the_same(store: Store, ada: bytes) -> None:
    insert(store, Touch, person_id=ada, kind="ask", direction="out", at="2026-03-02T08:00:00Z")
    insert(store, Reminder, person_id=ada, rule="thanks", snoozed_until="2026-03-09")
    assert facts.all_facts(store.connection) == [facts.facts_of(store.connection, ada)]


def test_nobody_has_no_facts_and_who_was_removed_neither(store: Store, ada: bytes) -> None:
    assert facts.facts_of(store.connection, b"nobody") is None
    insert(store, Touch, person_id=ada, kind="ask", direction="out", at="2026-03-02T08:00:00Z")
    people.remove(store, [ada], "remove Ada")
    assert facts.facts_of(store.connection, ada) is None
    assert facts.all_facts(store.connection) == []
