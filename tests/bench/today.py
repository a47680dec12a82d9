"""The first screen's view of 5,000 people, 2,000 messages and 500 talks, against reading the same rows with no rule."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import apsw

from bench.figures import Figure, Target, medians
from bench.plan import Plan
from bench.rounds import alternate
from coffeechat.records import Conversation, ConversationPerson, Row, Touch
from coffeechat.store import agenda, clock, pages
from coffeechat.store.store import Store

PEOPLE, TOUCHES, TALKS = 5_000, 2_000, 500
ASKED = 1_200
"""People who were written to; some of them more than once."""
DAYS = 200
"""The search has gone on for so long."""
MOST = 50.0
"""Milliseconds."""


def measure(plan: Plan) -> Iterator[Figure]:
    with Store(plan.databases.copy_of(PEOPLE)) as store:
        _live_a_search(store)
        measures: dict[str, Callable[[], tuple[float, float]]] = {
            "day": lambda: _timed(lambda: agenda.day(store.connection)),
            "rows": lambda: _timed(lambda: _read(store.connection)),
        }
        runs = alternate(plan.rounds * 3, measures)
    clocks, processor = ([one[which] for one in runs["day"]] for which in (0, 1))
    bare = [one[0] for one in runs["rows"]]
    title = f"{PEOPLE:,} people, {TOUCHES:,} messages, {TALKS} talks"
    yield medians(title, "ms", clocks, bare, "the rows alone", Target(MOST, of="value"))
    yield medians("the same, processor's time", "ms", processor)


def _live_a_search(store: Store) -> None:
    """Asks, answers, follow-ups and talks of people from all over the list, the same in every run."""
    rng = random.Random(3)
    ids = [bytes(row[0]) for row in store.connection.execute("SELECT id FROM listing ORDER BY n")]
    asked = rng.sample(ids, ASKED)
    with store.change("live a search") as change:
        rows: list[Row] = []
        for number in range(TOUCHES):
            kind = "ask" if number < ASKED else rng.choice(("reply", "reply", "follow_up", "thanks", "update"))
            is_reply = kind == "reply"
            rows.append(
                Touch(
                    id=clock.new_id(),
                    created_at=change.at,
                    person_id=asked[number] if number < ASKED else rng.choice(asked),
                    kind=kind,
                    direction="in" if is_reply else "out",
                    reply_kind=rng.choice(("yes", "later", "no")) if is_reply else None,
                    state="sent",
                    at=clock.instant(clock.now() - timedelta(days=rng.random() * DAYS)),
                    subject="A word about planning",
                    body="Would you have twenty minutes? " * 10,
                )
            )
        for number, host in enumerate(rng.sample(asked, TALKS)):
            begins = clock.now() + timedelta(days=rng.uniform(-DAYS, 10))
            is_past = begins < clock.now()
            talk = Conversation(
                id=clock.new_id(),
                created_at=change.at,
                state=("debriefed", "closed", "ended")[number % 3] if is_past else "scheduled",
                kind="informational",
                at=clock.instant(begins),
                ended_at=clock.instant(begins + timedelta(minutes=20)) if is_past else None,
                minutes=20,
            )
            part = ConversationPerson(
                id=clock.new_id(), created_at=change.at, conversation_id=talk.id, person_id=host, role="host"
            )
            rows += (talk, part)
        store.insert_all(change, rows)


def _read(connection: apsw.Connection) -> None:
    """Everything the rules look at, one query a table."""
    for name in ("touch", "conversation", "conversation_person"):
        connection.execute(f"SELECT * FROM {name} WHERE deleted_at IS NULL").fetchall()
    pages.People(connection, "crystal").lines(0, agenda.AMONG)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds, by the clock and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000
