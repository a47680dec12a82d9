"""Three people and a target, with fixed dates: Ada knows the job, Ruth fills jobs, Bo is far from it."""

from __future__ import annotations

from coffeechat.records import Touch
from coffeechat.store import clock, people, targets
from coffeechat.store.store import Store

ADA, BO, RUTH = "Ada Lindqvist", "Bo Chen", "Ruth Novak"


def add_three(store: Store) -> dict[str, bytes]:
    """Their ids by name."""
    ids = {
        ADA: people.add(store, ADA, "Head of Urban Planning", "City of Elmhafen", "ada@example.org", "+49 40 555 0101"),
        BO: people.add(store, BO, "Pastry Chef", "Copper Bakery"),
        RUTH: people.add(store, RUTH, "Technical Recruiter", "Opal Recruiting", "ruth@example.com"),
    }
    ada = people.detail(store.connection, ids[ADA])
    assert ada
    people.edit(store, ada.person, tie="introduced", how_we_met="Maya offered to introduce us.")
    people.edit(
        store, ada.person, about="Built the open-data portal. Gave a talk on why the bus data was wrong for two years."
    )
    people.add_tag(store, [ids[ADA], ids[BO]], "alumni")
    _talk(store, ids[ADA])
    return ids


def add_target(store: Store, name: str = "Urban planner") -> None:
    targets.add(store, name=name, hypothesis="Cities have more plans than people who read them.")
    store.rank_everybody()


def _talk(store: Store, person_id: bytes) -> None:
    with store.change("log a talk") as change:
        for direction, at in (("out", "2026-02-24T09:00:00Z"), ("in", "2026-02-26T16:30:00Z")):
            touch = Touch(
                id=clock.new_id(),
                created_at=change.at,
                person_id=person_id,
                direction=direction,
                kind="message",
                channel="mail",
                at=at,
                state="sent",
            )
            store.insert(change, touch)
