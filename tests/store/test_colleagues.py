"""Whom to write to second at an organisation: the best ranked who may be asked and was not."""

from __future__ import annotations

from coffeechat.store import colleagues, people, targets, touches
from coffeechat.store.store import Store


def names(store: Store, person_id: bytes) -> list[str]:
    target = targets.chosen(store.connection)
    found = colleagues.unasked(store.connection, person_id, target.id if target else None)
    return [line.name for line in found]


def test_the_best_ranked_at_the_same_organisation_come_first(store: Store) -> None:
    targets.add(store, name="Urban planner")
    ada = people.add(store, "Ada Lindqvist", "Head of Urban Planning", "Stadtwerk")
    people.add(store, "Ruth Novak", "Technical Recruiter", "Stadtwerk")
    people.add(store, "Jonas Falk", "Urban Planner", "Stadtwerk GmbH")
    people.add(store, "Bo Chen", "Urban Planner", "Elsewhere")
    store.rank_everybody()
    assert names(store, ada) == ["Jonas Falk", "Ruth Novak"]


def test_who_was_asked_is_parked_or_is_not_to_be_contacted_is_left_out(store: Store) -> None:
    targets.add(store, name="Urban planner")
    target = targets.chosen(store.connection)
    assert target
    ada, asked, drafted, parked, left_alone = (
        people.add(store, name, "Planner", "Stadtwerk") for name in ("Ada", "Asked", "Drafted", "Parked", "Left alone")
    )
    for person_id in (asked, drafted):
        touches.draft(store, person_id, "ask", body="Hello?")
    (touch,) = [touches.draft_of(store.connection, asked, "ask")]
    assert touch
    touches.send(store, touch.id)
    targets.say_of(store, parked, "Parked", target, parked=True)
    known = people.detail(store.connection, left_alone)
    assert known
    people.edit(store, known.person, do_not_contact=True)
    assert names(store, ada) == ["Drafted"]


def test_nobody_is_beside_somebody_without_an_organisation(store: Store) -> None:
    people.add(store, "Bo Chen", "Planner")
    assert names(store, people.add(store, "Ada Lindqvist", "Planner")) == []
