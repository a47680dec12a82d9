"""A talk while it goes on, in the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coffeechat.records import Answer, Conversation, PlanItem
from coffeechat.store import clock, conversations, doctor, live, people, plans, tables
from coffeechat.store.conversations import Refused, Talk
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock, as a list of one; put another moment in it to let time pass."""
    hand = [START]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    return hand


@pytest.fixture
def talk_id(store: Store, moment: list[datetime]) -> bytes:
    """A talk with Ada that has begun, of two questions."""
    ada = people.add(store, "Ada Lindqvist", "Head of Urban Planning", "City of Elmhafen")
    conversation_id = conversations.plan(store, [ada])
    questions = [NewItem("What surprised you?", topic="insights"), NewItem("Who else?", topic="contacts")]
    plans.add(store, conversation_id, questions, "plan")
    live.begin(store, conversation_id)
    return conversation_id


def talk(store: Store, talk_id: bytes) -> Talk:
    return conversations.known(store, talk_id)


def answers(store: Store) -> list[Answer]:
    return tables.select(store.connection, Answer)


def test_a_talk_without_a_time_begins_now(store: Store, talk_id: bytes) -> None:
    conversation = talk(store, talk_id).conversation
    assert (conversation.state, conversation.started_at, conversation.at) == ("live", *["2026-03-02T10:00:00Z"] * 2)


@pytest.mark.parametrize(
    ("hours", "at"),
    [(-24, "2026-03-02T10:00:00Z"), (-1, "2026-03-02T09:00:00Z"), (1, "2026-03-02T11:00:00Z")],
    ids=["a day late", "an hour late", "an hour early"],
)
def test_a_talk_that_begins_hours_from_its_time_was_moved(
    store: Store, moment: list[datetime], hours: int, at: str
) -> None:
    conversation_id = conversations.plan(store, [people.add(store, "Ada Lindqvist")])
    conversations.schedule(store, conversation_id, START + timedelta(hours=hours))
    live.begin(store, conversation_id)
    conversation = talk(store, conversation_id).conversation
    assert (conversation.state, conversation.at) == ("live", at)


def test_a_talk_that_goes_on_is_begun_again_without_touching_its_clock(
    store: Store, talk_id: bytes, moment: list[datetime]
) -> None:
    moment[0] += timedelta(minutes=3)
    live.begin(store, talk_id)
    assert talk(store, talk_id).conversation.started_at == "2026-03-02T10:00:00Z"


def test_what_has_been_held_does_not_begin_again(store: Store, talk_id: bytes) -> None:
    live.end(store, talk_id)
    with pytest.raises(Refused, match="has ended"):
        live.begin(store, talk_id)


def test_the_first_words_of_an_answer_say_that_its_question_was_asked_and_when(
    store: Store, talk_id: bytes, moment: list[datetime]
) -> None:
    item = talk(store, talk_id).items[0]
    live.write_answer(store, talk(store, talk_id), item, "", opened="")
    assert not answers(store), "nothing typed, nothing asked"
    moment[0] += timedelta(seconds=185)
    live.write_answer(store, talk(store, talk_id), item, "That", opened="")
    moment[0] += timedelta(seconds=5)
    live.write_answer(store, talk(store, talk_id), item, "That nobody reads plans.", opened="That")
    (answer,) = answers(store)
    assert (answer.text, answer.topic, answer.second) == ("That nobody reads plans.", "insights", 185)
    assert answer.plan_item_id == item.id and answer.person_id == talk(store, talk_id).people[0].person.id
    assert talk(store, talk_id).items[0].asked_at == "2026-03-02T10:03:05Z"


def test_an_answer_typed_in_pieces_is_one_action_after_its_first_words(store: Store, talk_id: bytes) -> None:
    item = talk(store, talk_id).items[0]
    text = ""
    for word in "That nobody reads the plans".split():
        longer = f"{text} {word}".strip()
        live.write_answer(store, talk(store, talk_id), item, longer, opened=text)
        text = longer
    store.undo()
    assert [answer.text for answer in answers(store)] == ["That"]


def test_a_quote_and_what_is_off_the_record_stand_beside_the_answer(store: Store, talk_id: bytes) -> None:
    item = talk(store, talk_id).items[0]
    live.quote(store, talk(store, talk_id), item, "Nobody reads plans.")
    live.mark_off_record(store, talk(store, talk_id), item, True)
    live.write_answer(store, talk(store, talk_id), item, "That nobody reads them", opened="")
    live.say_off_record(store, talk(store, talk_id), "The mayor neither.")
    assert [(answer.text, bool(answer.verbatim), bool(answer.off_record)) for answer in answers(store)] == [
        ("Nobody reads plans.", True, False),
        ("That nobody reads them", False, True),
        ("The mayor neither.", False, True),
    ]
    live.mark_off_record(store, talk(store, talk_id), item, False)
    answer = live.answer_to(store.connection, item)
    assert answer and not answer.off_record


def test_a_question_left_out_is_asked_once_it_is_answered(store: Store, talk_id: bytes) -> None:
    item = talk(store, talk_id).items[0]
    live.mark_skipped(store, [item])
    skipped = talk(store, talk_id).items[0]
    assert skipped.skipped and not skipped.asked_at
    live.mark_asked(store, skipped)
    asked = talk(store, talk_id).items[0]
    assert asked.asked_at and not asked.skipped


def test_five_more_minutes_are_agreed_and_undone(store: Store, talk_id: bytes) -> None:
    live.extend(store, talk(store, talk_id), 5)
    assert talk(store, talk_id).conversation.minutes == 25
    store.undo()
    assert talk(store, talk_id).conversation.minutes == 20


def test_a_flip_brings_the_questions_for_it_and_keeps_the_answers(store: Store, talk_id: bytes) -> None:
    first = talk(store, talk_id).items[0]
    live.write_answer(store, talk(store, talk_id), first, "That nobody reads plans.", opened="")
    live.flip(store, talk(store, talk_id), [NewItem("What would a good first year look like?")])
    after = talk(store, talk_id)
    assert (after.conversation.kind, after.conversation.turned_from) == ("job_interview", "informational")
    assert [(item.text, bool(item.asked_at), bool(item.skipped)) for item in after.items] == [
        ("What surprised you?", True, False),
        ("Who else?", False, True),
        ("What would a good first year look like?", False, False),
    ]
    assert [answer.text for answer in after.answers] == ["That nobody reads plans."]


@pytest.mark.parametrize(
    ("hours", "ended", "minutes"), [(0.4, "2026-03-02T10:24:00Z", 24), (30, "2026-03-02T10:20:00Z", 20)]
)
def test_a_talk_ends_now_or_if_it_was_forgotten_when_it_was_to_end(
    store: Store, talk_id: bytes, moment: list[datetime], hours: float, ended: str, minutes: int
) -> None:
    moment[0] += timedelta(hours=hours)
    live.end(store, talk_id)
    conversation = talk(store, talk_id).conversation
    assert (conversation.state, conversation.ended_at, conversation.minutes_real) == ("ended", ended, minutes)


def test_the_talk_that_goes_on_is_found_unless_it_was_forgotten(
    store: Store, talk_id: bytes, moment: list[datetime]
) -> None:
    assert live.going_on(store.connection, moment[0] + timedelta(minutes=50)) == talk_id
    assert live.going_on(store.connection, moment[0] + timedelta(hours=4)) is None
    live.end(store, talk_id)
    assert live.going_on(store.connection, moment[0]) is None


def test_what_was_begun_in_a_line_is_remembered_until_it_is_added(store: Store, talk_id: bytes) -> None:
    assert live.unfinished(store.connection, talk_id) == {}
    live.keep_unfinished(store, talk_id, {"name": "Jon"})
    assert live.unfinished(store.connection, talk_id) == {"name": "Jon"}
    live.keep_unfinished(store, talk_id, {})
    assert live.unfinished(store.connection, talk_id) == {}


def test_the_file_stays_healthy(store: Store, talk_id: bytes) -> None:
    item = talk(store, talk_id).items[0]
    live.write_answer(store, talk(store, talk_id), item, "That nobody reads plans.", opened="")
    live.write_notes(store, talk(store, talk_id), "Kind.", opened="")
    live.end(store, talk_id)
    assert not any(finding.wrong for finding in doctor.examine(store))
    assert tables.select(store.connection, Conversation)[0].notes == "Kind."
    assert len(tables.select(store.connection, PlanItem)) == 2
