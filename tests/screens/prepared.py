"""A talk to be prepared: Ken Ito, Head of Data at Opal, in two days, for twenty minutes; a report was read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coffeechat.records import Conversation, PlanItem
from coffeechat.store import clock, conversations, people, plans, research, tables, targets
from coffeechat.store.store import Store
from screens.opened import press, store_of, until


def preparing(path: Path) -> bytes:
    """Fill the file; returns the talk's id."""
    with Store(path) as store:
        ken = people.add(store, "Ken Ito", "Head of Data", "Opal")
        targets.add(store, name="Data analyst")
        talk = conversations.plan(store, [ken], minutes=20)
        conversations.schedule(store, talk, clock.now() + timedelta(days=2))
        subject = research.subject_of_person(store.connection, ken)
        facts = "Releases went from monthly to weekly in 2023."
        research.add(store, "Annual report", subject, "organisation", facts=facts)
    return talk


async def go_to_plan(pilot: Pilot[Any]) -> str:
    """From the list of talks to the plan of the first."""
    await press(pilot, "3", "p")
    return await until(pilot, "Nothing is planned yet")


def plan_of(pilot: Pilot[Any]) -> list[PlanItem]:
    """The questions of the one talk there is."""
    store = store_of(pilot)
    (talk,) = tables.select(store.connection, Conversation)
    return plans.items(store.connection, talk.id)
