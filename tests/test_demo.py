"""The demo tells one search from practice to the next introduction, on whatever day it is opened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coffeechat import demo
from coffeechat.method.dates import moment
from coffeechat.records import Answer, Conversation, Introduction, Touch
from coffeechat.store import clock, conversations, doctor, tables, topics
from coffeechat.store.store import Store

DAYS = [
    datetime(2026, 3, 2, 8, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("now", DAYS, ids=["a Monday", "a leap day", "when clocks change"])
def test_the_story_is_whole_on_any_day(store: Store, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    demo.fill(store)
    assert not any(finding.wrong for finding in doctor.examine(store))
    talks = tables.select(store.connection, Conversation)
    assert {talk.kind for talk in talks} == {"practice", "informational"} and len(talks) == 7
    assert all(conversations.known(store, talk.id).host for talk in talks)
    assert {introduction.state for introduction in tables.select(store.connection, Introduction)} > {"asked", "met"}
    assert any(claim.status == "refuted" for claim in topics.all_claims(store.connection))


def test_nothing_in_the_story_was_said_tomorrow(store: Store) -> None:
    demo.fill(store)
    now = clock.instant(clock.now())
    said: list[Touch | Answer] = [*tables.select(store.connection, Touch), *tables.select(store.connection, Answer)]
    assert said and all((row.at or "") <= now for row in said)


def test_one_undo_takes_the_whole_demo_away(store: Store) -> None:
    demo.fill(store)
    assert store.undo().label == "open the demo"
    assert tables.select(store.connection, Conversation) == []


def test_everything_in_the_story_was_written_down_at_some_time(store: Store) -> None:
    demo.fill(store)
    for table in tables.tables().values():
        assert all(moment(row.created_at) for row in tables.select(store.connection, table.record)), table.name
