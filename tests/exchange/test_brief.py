"""One page before a talk: all that is known, nothing that was said off the record, in two forms."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.command import here
from coffeechat.exchange.exporting import export_to
from coffeechat.records import Answer, Introduction
from coffeechat.store import clock, conversations, people, plans, promises, research, targets
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "The board will close the office in May"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def talk(store: Store) -> bytes:
    """Ada, introduced by Maya, talked to before; with a plan, a source and a promise."""
    targets.add(store, name="Urban planner")
    maya, ada = (
        people.add(store, "Maya"),
        people.add(store, "Ada *Lind*", "Head of Urban Planning", "City", "a@b.example"),
    )
    before = conversations.plan(store, [ada])
    conversations.schedule(store, before, NOW - timedelta(days=30))
    conversations.set_state(store, before, "ended")
    _answer(store, before, ada, text="Start with the bus data.", verbatim=True)
    _answer(store, before, ada, text=SECRET, off_record=True)
    with store.change("introduce") as change:
        made = Introduction(
            id=clock.new_id(), created_at=change.at, introducer_id=maya, person_id=ada, made_at=change.at
        )
        store.insert(change, made)
    promises.add(store, "me", ada, "send the map", due=NOW.date() + timedelta(days=4))
    talk = conversations.plan(
        store, [ada], goal="Whether a degree is needed.", channel="video", place="https://m.example/x"
    )
    conversations.schedule(store, talk, NOW + timedelta(days=4, hours=7), zone="America/New_York")
    questions = [NewItem(text="How did you get into planning?", probe="Why then?"), NewItem(text="Who else?")]
    items = plans.add(store, talk, questions, "choose questions")
    subject = research.subject_of_person(store.connection, ada)
    source = research.add(store, "Annual report", subject, subject.scopes[0], url="https://city.example")
    plans.edit(store, items[0], must=True, source_id=source.id)
    return talk


def _answer(store: Store, talk: bytes, person_id: bytes, **cells: Any) -> None:
    with store.change("answer") as change:
        store.insert(
            change, Answer(id=clock.new_id(), created_at=change.at, conversation_id=talk, person_id=person_id, **cells)
        )


def page(store: Store, form: str, talk: bytes) -> str:
    stream = io.BytesIO()
    export_to(store, stream, form, talk=talk)
    return stream.getvalue().decode()


def test_the_page_as_markdown(store: Store, talk: bytes) -> None:
    assert page(store, "md", talk) == (
        "# Ada \\*Lind\\*, Fri 6 Mar 2026, 15:00\n"
        "\n"
        "- Ada \\*Lind\\*, Head of Urban Planning, City\n"
        "- Informational, 20 minutes\n"
        "- Fri 6 Mar, 15:00-15:20 (10:00 in New York)\n"
        "- be there at 14:50\n"
        "- video, https://m.example/x\n"
        "- Ada \\*Lind\\*: a@b.example\n"
        "\n"
        "## Why them\n"
        "\n"
        "- Head of Urban Planning: leads the team that does this job.\n"
        "- Head of Urban Planning: 4 levels above the job you want, in the span that hires for it.\n"
        "- introduced by Maya\n"
        "\n"
        "## What for\n"
        "\n"
        "Whether a degree is needed.\n"
        "\n"
        "## Questions\n"
        "\n"
        "1. How did you get into planning? (must)\n"
        "   - from: Annual report, https://city.example\n"
        "   - then: Why then?\n"
        "2. Who else? (nice)\n"
        "\n"
        "## What they said before\n"
        "\n"
        "- Sat 31 Jan 2026: “Start with the bus data.”\n"
        "\n"
        "## Promises still open\n"
        "\n"
        "- you: send the map, by Fri 6 Mar 2026\n"
        "\n"
        "## Keep in mind\n"
        "\n"
        "- Résumé: Not offered and not sent, unless they ask. Have one ready.\n"
        "- Time: 15, 20 or 30 minutes: name the limit and stop at it.\n"
        "- Ask for 2 names, and whether you may use theirs.\n"
    )


def test_the_page_as_plain_text_is_what_the_command_line_prints(store: Store, talk: bytes) -> None:
    text = page(store, "txt", talk)
    assert text.startswith("Ada *Lind*, Fri 6 Mar 2026, 15:00\n=================================\n\n- Ada *Lind*")
    assert "\nWhy them\n--------\n- Head of Urban Planning" in text
    assert here("talk", "ada", "--brief", db=store.path).out == text


@pytest.mark.parametrize("form", ["md", "txt", "ics"])
def test_what_was_said_off_the_record_never_leaves(store: Store, talk: bytes, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"talks.{form}"
    assert here("export", file, db=store.path).code == 0
    assert SECRET not in file.read_text(encoding="utf-8")


def test_a_talk_of_which_little_is_known_is_a_short_page(store: Store) -> None:
    person_id = people.add(store, "Bo")
    text = page(store, "md", conversations.plan(store, [person_id], "job_interview"))
    assert text.startswith("# Bo\n\n- Bo\n- Job interview, 45 minutes\n\n## Keep in mind\n\n- Résumé: Yes")


def test_a_page_stays_one_whoever_has_gone(store: Store, talk: bytes) -> None:
    known = conversations.known(store, talk)
    assert known.host
    people.remove(store, [known.host.id], "remove Ada")
    assert page(store, "md", talk).startswith("# somebody no longer listed, Fri 6 Mar 2026, 15:00\n\n- Informational")
