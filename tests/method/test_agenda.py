"""Each rule of the agenda by itself: the story that makes something due, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from coffeechat.method.agenda import Agenda, Colleague, agenda
from coffeechat.method.agenda.due import words
from coffeechat.records import Introduction, Person, Promise, Reminder
from method.story import HERE, MONDAY, Story, instant

JONAS = Colleague(b"jonas", "Jonas Falk", 61)
MAYA = "Maya Okonjo"
Telling = Callable[[Story], object]


def told(tell: Telling) -> tuple[Agenda, Story]:
    """What the agenda says after a story; Maya is there to introduce, and Jonas works where Ada does."""
    story = Story()
    tell(story)
    maya = Story().know(person=Person(id=b"maya", created_at=instant(MONDAY), display=MAYA), name=MAYA)
    everybody = [story.facts, maya.know(organisation_id=None, organisation="").facts]
    return agenda(everybody, story.now, story.rules, HERE, colleague=lambda _: JONAS), story


def promise(story: Story, by: str, due: str | None) -> Story:
    one = Promise(
        id=b"p", created_at=instant(story.now), by=by, person_id=b"ada", text="the map", due=due, state="open"
    )
    return story.know(promises=(one,))


def reminder(story: Story, due: str | None, **cells: object) -> Story:
    made = {"id": b"r", "created_at": instant(story.now), "person_id": b"ada", "title": "Read the report", "due": due}
    return story.know(reminders=(*story.facts.reminders, Reminder(**made | cells)))  # type: ignore[arg-type]


def introduced(story: Story, state: str, **cells: object) -> Story:
    now = instant(story.now)
    made = {"id": b"i", "created_at": now, "introducer_id": b"maya", "person_id": b"ada", "state": state}
    return story.know(introductions=(Introduction(**made | {f"{state}_at": now} | cells),))  # type: ignore[arg-type]


def met(story: Story, state: str = "ended") -> Story:
    """A talk that ended just now."""
    begun, now = instant(story.now - timedelta(minutes=20)), instant(story.now)
    return story.talk(state, in_days=-20 / 1440, ended_at=now, started_at=begun, debriefed_at=now)


DUE: list[tuple[str, Telling, str]] = [
    (
        "took_place",
        lambda story: story.talk("scheduled").wait(1),
        "Did the talk with Ada Lindqvist take place?",
    ),
    ("debrief", met, "Debrief the talk with Ada Lindqvist"),
    ("thanks", lambda story: met(story, "debriefed"), "Thank Ada Lindqvist"),
    ("confirm", lambda story: story.talk("scheduled", in_days=2), "Confirm with Ada Lindqvist"),
    ("prepare", lambda story: story.talk("confirmed", in_days=3), "Prepare Ada Lindqvist"),
    ("reminder", lambda story: reminder(story, "2026-03-02"), "Read the report"),
    ("promise_mine", lambda story: promise(story, "me", "2026-03-04"), "Keep your promise to Ada Lindqvist: the map"),
    ("follow_up", lambda story: story.sent("ask").until("2026-03-11"), "Follow up Ada Lindqvist once"),
    (
        "second_person",
        lambda story: story.sent("ask").until("2026-03-05"),
        "Second person at Stadtwerk: Jonas Falk (rank 61)",
    ),
    ("introduced", lambda story: introduced(story, "made"), "Write to Ada Lindqvist, Maya Okonjo introduced you"),
    ("schedule", lambda story: story.sent("ask").wait(1).came("yes"), "Agree on a time with Ada Lindqvist"),
    (
        "new_date",
        lambda story: story.sent("ask").wait(1).came("yes").talk("no_show", in_days=1).wait(2),
        "Find a new date with Ada Lindqvist",
    ),
    (
        "later",
        lambda story: story.sent("ask").wait(1).came("later", wake_on="2026-03-20").until("2026-03-20"),
        "Come back to Ada Lindqvist",
    ),
    (
        "thank_no",
        lambda story: story.sent("ask").wait(1).came("no"),
        "Thank Ada Lindqvist for the answer, ask for a name",
    ),
    (
        "loop",
        lambda story: met(introduced(story, "made").wait(1), "debriefed"),
        "Tell Maya Okonjo how it went with Ada Lindqvist",
    ),
    (
        "update",
        lambda story: met(story, "debriefed").wait(0.5).sent("thanks").wait(14),
        "Tell Ada Lindqvist what you did with the advice",
    ),
    ("promise_theirs", lambda story: promise(story, "them", "2026-03-02"), "Ask Ada Lindqvist about: the map"),
    (
        "expiring",
        lambda story: introduced(story, "asked").wait(24),
        "The introduction to Ada Lindqvist lapses",
    ),
    (
        "keep_in_touch",
        lambda story: met(story, "debriefed").wait(0.5).sent("thanks").wait(14).sent("update").wait(90),
        "Keep in touch with Ada Lindqvist",
    ),
]
WAITING: list[tuple[str, Telling, str]] = [
    ("asked", lambda story: story.sent("ask"), "Ada Lindqvist, asked now: 3B on Thu 5 Mar"),
    (
        "sleeping",
        lambda story: story.sent("ask").wait(1).came("later", wake_on="2026-03-20"),
        "Ada Lindqvist said later: come back Fri 20 Mar",
    ),
    ("talk", lambda story: story.talk("confirmed", in_days=5), "Talk with Ada Lindqvist: Sat 7 Mar, 09:00"),
    ("proposed", lambda story: story.talk("proposed"), "Ada Lindqvist, to agree on a time: proposed now"),
    (
        "consent",
        lambda story: introduced(story, "asked"),
        "Maya Okonjo, about Ada Lindqvist: asked, lapses Wed 1 Apr",
    ),
    ("owed", lambda story: promise(story, "them", "2026-03-06"), "Ada Lindqvist: the map: until Fri 6 Mar"),
]


@pytest.mark.parametrize(("rule", "tell", "sentence"), DUE, ids=[rule for rule, _, _ in DUE])
def test_a_rule_makes_it_due(rule: str, tell: Telling, sentence: str) -> None:
    day, _ = told(tell)
    assert {one.rule: one.what for one in day.due}.get(rule) == sentence


@pytest.mark.parametrize(("rule", "tell", "sentence"), WAITING, ids=[rule for rule, _, _ in WAITING])
def test_it_is_waited_for(rule: str, tell: Telling, sentence: str) -> None:
    day, _ = told(tell)
    assert {one.rule: f"{one.what}: {one.short}" for one in day.waiting}.get(rule) == sentence


def test_every_rule_that_has_words_is_among_them() -> None:
    assert {rule for rule, _, _ in (*DUE, *WAITING)} == set(words())


NOT_DUE: list[tuple[str, str, Telling]] = [
    ("took_place", "while the talk may go on", lambda story: story.talk("scheduled").wait(1 / 288)),
    ("debrief", "when it is written", lambda story: met(story, "debriefed")),
    ("thanks", "after they were thanked", lambda story: met(story).wait(0.1).sent("thanks")),
    ("thanks", "after a catch-up", lambda story: story.talk("ended", in_days=-1, kind="catch_up")),
    ("confirm", "earlier than 48 hours before", lambda story: story.talk("scheduled", in_days=2.1)),
    ("confirm", "when both have", lambda story: story.talk("confirmed", in_days=1)),
    ("prepare", "earlier than three days before", lambda story: story.talk("confirmed", in_days=4)),
    ("reminder", "before its day", lambda story: reminder(story, "2026-03-03")),
    ("reminder", "when it is done", lambda story: reminder(story, "2026-03-02", done_at=instant(story.now))),
    ("promise_mine", "three days ahead", lambda story: promise(story, "me", "2026-03-05")),
    ("promise_theirs", "before its day", lambda story: promise(story, "them", "2026-03-03")),
    ("follow_up", "a day early", lambda story: story.sent("ask").until("2026-03-10")),
    (
        "follow_up",
        "twice",
        lambda story: story.sent("ask").until("2026-03-11").sent("follow_up").until("2026-03-20"),
    ),
    ("second_person", "a day early", lambda story: story.sent("ask").until("2026-03-04")),
    (
        "second_person",
        "after an answer",
        lambda story: story.sent("ask").wait(1).came("yes").until("2026-03-06"),
    ),
    ("introduced", "once you wrote", lambda story: introduced(story, "made").wait(0.1).sent("ask")),
    (
        "schedule",
        "once you answered",
        lambda story: story.sent("ask").wait(1).came("yes").wait(0.1).sent("message"),
    ),
    (
        "later",
        "before the day they named",
        lambda story: story.sent("ask").wait(1).came("later", wake_on="2026-03-20").until("2026-03-19"),
    ),
    (
        "thank_no",
        "once they were thanked",
        lambda story: story.sent("ask").wait(1).came("no").wait(0.1).sent("thanks"),
    ),
    ("loop", "before the debrief", lambda story: met(introduced(story, "made").wait(1))),
    ("update", "a day early", lambda story: met(story, "debriefed").wait(0.5).sent("thanks").wait(13)),
    ("expiring", "more than a week ahead", lambda story: introduced(story, "asked").wait(22)),
    (
        "keep_in_touch",
        "a day early",
        lambda story: met(story, "debriefed").wait(0.5).sent("thanks").wait(14).sent("update").wait(89),
    ),
]


@pytest.mark.parametrize(("rule", "when", "tell"), NOT_DUE, ids=[f"{rule}, {when}" for rule, when, _ in NOT_DUE])
def test_a_rule_is_silent(rule: str, when: str, tell: Telling) -> None:
    day, _ = told(tell)
    assert rule not in [one.rule for one in day.due], when


@pytest.mark.parametrize(("rule", "tell", "sentence"), DUE, ids=[rule for rule, _, _ in DUE])
def test_nothing_is_due_with_whoever_is_parked(rule: str, tell: Telling, sentence: str) -> None:
    def parked(story: Story) -> None:
        tell(story)
        story.park()

    day, _ = told(parked)
    assert day.due == ()


def put_off(story: Story, until: str | None, done_at: str | None = None) -> None:
    reminder(
        story, None, id=b"m", rule="follow_up", about_id=story.facts.touches[0].id, snoozed_until=until, done_at=done_at
    )


def test_what_is_put_off_is_silent_until_its_day() -> None:
    def tell(until: str) -> Telling:
        return lambda story: put_off(story.sent("ask").until("2026-03-11"), until)

    assert "follow_up" not in [one.rule for one in told(tell("2026-03-12"))[0].due]
    assert "follow_up" in [one.rule for one in told(tell("2026-03-11"))[0].due]


def test_what_is_dismissed_stays_silent() -> None:
    day, _ = told(lambda story: put_off(story.sent("ask").until("2026-03-11"), None, instant(story.now)))
    assert "follow_up" not in [one.rule for one in day.due]
