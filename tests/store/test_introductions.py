"""Introductions: the steps that may be taken, over any history, and what touches and talks show by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method import introductions as method
from coffeechat.records import Conversation, ConversationPerson, Introduction, Touch
from coffeechat.store import clock, introductions, people, touches
from coffeechat.store.introductions import Refused
from coffeechat.store.store import Store

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NEVER_AGAIN = ("declined_by_introducer", "declined_by_target", "loop_closed")


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def pass_days(self, days: float) -> None:
        self.moment += timedelta(days=days)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.moment)
    return told


@pytest.fixture
def ken(store: Store) -> bytes:
    return people.add(store, "Ken Ito")


@pytest.fixture
def maya(store: Store) -> bytes:
    return people.add(store, "Maya Okonjo")


def state(store: Store, introduction: Introduction) -> str:
    known = introductions.get(store.connection, introduction.id)
    assert known
    return known.state


def walk(store: Store, introduction: Introduction, *states: str) -> None:
    for to in states:
        introductions.set_state(store, introduction.id, to)


def test_the_whole_way_leaves_a_date_at_every_step(store: Store, time: Clock, ken: bytes, maya: bytes) -> None:
    introduction = introductions.add(store, maya, ken)
    for to in method.PATH[1:]:
        time.pass_days(1)
        introductions.set_state(store, introduction.id, to)
    known = introductions.get(store.connection, introduction.id)
    assert known and known.state == "loop_closed"
    assert [step.state for step in known.steps if step.at] == [
        "wished", "asked", "introducer_ok", "target_ok", "made", "loop_closed"
    ]  # fmt: skip
    assert (known.introducer, known.person) == ("Maya Okonjo", "Ken Ito")


@pytest.mark.parametrize(
    ("before", "to", "sentence"),
    [
        ((), "made", "The introduction to Ken Ito through Maya Okonjo is “wished for”: only “asked” can follow."),
        (
            ("asked", "declined_by_introducer"),
            "made",
            "The introduction to Ken Ito through Maya Okonjo is “introducer says no”: nothing follows that.",
        ),
        (
            ("asked", "introducer_ok"),
            "made",
            "Ken Ito has not said yes to being introduced, and both sides are asked first. "
            "Note their yes, or say why it was made without it.",
        ),
    ],
)
def test_a_step_that_may_not_be_taken_is_refused_in_a_sentence(
    store: Store, ken: bytes, maya: bytes, before: tuple[str, ...], to: str, sentence: str
) -> None:
    introduction = introductions.add(store, maya, ken)
    walk(store, introduction, *before)
    with pytest.raises(Refused) as refused:
        introductions.set_state(store, introduction.id, to)
    assert str(refused.value) == sentence


def test_who_was_introduced_is_so_to_the_ranking_unless_there_was_a_nearer_tie(
    store: Store, ken: bytes, maya: bytes
) -> None:
    for person_id, introducer_id in ((ken, maya), (maya, ken)):
        known = people.detail(store.connection, maya)
        assert known
        people.edit(store, known.person, tie="close")
        introduction = introductions.add(store, introducer_id, person_id, state="asked")
        walk(store, introduction, "introducer_ok", "target_ok", "made")
    ties = [known.person.tie for known in (people.detail(store.connection, one) for one in (ken, maya)) if known]
    assert ties == ["introduced", "close"]


def test_made_without_the_persons_yes_needs_a_reason_and_is_counted(store: Store, ken: bytes, maya: bytes) -> None:
    introduction = introductions.add(store, maya, ken)
    walk(store, introduction, "asked", "introducer_ok")
    introductions.set_state(store, introduction.id, "made", reason="Both sat at the same table.")
    found = [known.introduction for known in introductions.all_introductions(store.connection)]
    assert state(store, introduction) == "made"
    assert found[0].override_reason == "Both sat at the same table." and method.without_consent(found) == 1


def test_after_thirty_days_without_a_step_it_is_expired_and_can_be_wished_again(
    store: Store, time: Clock, ken: bytes, maya: bytes
) -> None:
    introduction = introductions.add(store, maya, ken)
    time.pass_days(29)
    walk(store, introduction, "asked")
    time.pass_days(29.9)
    assert state(store, introduction) == "asked"
    time.pass_days(0.1)
    assert state(store, introduction) == "expired"
    with pytest.raises(Refused, match="only “wished for” can follow"):
        introductions.set_state(store, introduction.id, "introducer_ok")
    walk(store, introduction, "wished")
    assert state(store, introduction) == "wished"
    time.pass_days(30)
    assert state(store, introduction) == "expired"


def test_a_debt_to_the_introducer_does_not_expire(store: Store, time: Clock, ken: bytes, maya: bytes) -> None:
    introduction = introductions.add(store, maya, ken)
    walk(store, introduction, "asked", "introducer_ok", "target_ok", "made", "contacted", "met")
    time.pass_days(400)
    assert state(store, introduction) == "met"
    walk(store, introduction, "loop_closed")


def test_a_message_and_a_talk_move_it_on_by_themselves(store: Store, time: Clock, ken: bytes, maya: bytes) -> None:
    introduction = introductions.add(store, maya, ken)
    walk(store, introduction, "asked", "introducer_ok", "target_ok")
    write_to(store, ken)  # before it was made it says nothing of the introduction
    time.pass_days(1)
    walk(store, introduction, "made")
    assert state(store, introduction) == "made"
    time.pass_days(1)
    write_to(store, ken, state="draft")
    assert state(store, introduction) == "made"
    write_to(store, ken)
    assert state(store, introduction) == "contacted"
    talk_with(store, ken)
    assert state(store, introduction) == "met"
    write_to(store, maya, kind="thanks")
    assert state(store, introduction) == "met"
    write_to(store, maya, kind="update", introduction_id=introduction.id)
    assert state(store, introduction) == "loop_closed"


def test_the_message_that_asks_for_it_turns_a_wish_into_an_ask(
    store: Store, time: Clock, ken: bytes, maya: bytes
) -> None:
    introduction = introductions.add(store, maya, ken)
    draft = touches.draft(store, maya, "intro_ask", body="Could you?", introduction_id=introduction.id)
    assert state(store, introduction) == "wished"
    touches.send(store, draft.id)
    assert state(store, introduction) == "asked"
    store.undo()
    assert state(store, introduction) == "wished"


def test_a_name_given_in_a_talk_becomes_a_person_and_an_introduction_that_was_asked_for(
    store: Store, maya: bytes, ken: bytes
) -> None:
    made = introductions.named(store, b"talk", maya, "Ingrid Halvorsen", may_use_name=True, will_call_ahead=False)
    (known,) = introductions.by_person(store.connection, maya)
    assert (known.person, known.state, known.introduction.conversation_id) == ("Ingrid Halvorsen", "asked", b"talk")
    assert made.may_use_name is True and made.will_call_ahead is False
    assert introductions.named(store, b"talk", maya, "ken ITO").person_id == ken
    store.undo()
    store.undo()
    assert introductions.all_introductions(store.connection) == []


def test_of_two_people_with_one_name_neither_is_taken_for_the_one_named(store: Store, maya: bytes, ken: bytes) -> None:
    people.add(store, "Ken Ito")
    assert introductions.named(store, None, maya, "Ken Ito").person_id not in (ken, maya)


def test_nobody_introduces_themselves(store: Store, ken: bytes) -> None:
    with pytest.raises(Refused, match="Choose somebody who knows Ken Ito"):
        introductions.add(store, ken, ken)


def test_who_was_removed_leaves_the_introduction_readable(store: Store, ken: bytes, maya: bytes) -> None:
    introductions.add(store, maya, ken)
    people.remove(store, [maya], "remove Maya")
    (known,) = introductions.to_person(store.connection, ken)
    assert known.introducer == "(somebody removed)"


def write_to(store: Store, person_id: bytes, **cells: object) -> None:
    with store.change("write") as change:
        said = {"direction": "out", "kind": "ask", "state": "sent", "at": change.at, **cells}
        store.insert(change, Touch(id=clock.new_id(), created_at=change.at, person_id=person_id, **said))  # type: ignore[arg-type]


def talk_with(store: Store, person_id: bytes) -> None:
    with store.change("talk") as change:
        talk = Conversation(id=clock.new_id(), created_at=change.at, state="ended", at=change.at)
        part = ConversationPerson(
            id=clock.new_id(), created_at=change.at, conversation_id=talk.id, person_id=person_id, role="host"
        )
        store.insert(change, talk, part)


Acts = st.lists(
    st.tuples(
        st.sampled_from([*method.PATH, "declined_by_introducer", "declined_by_target", "expired"]),
        st.sampled_from(["", "  ", "They were in one room."]),
        st.sampled_from([0, 1, 29, 31]),
    ),
    max_size=40,
)


@given(acts=Acts)
def test_no_history_reaches_what_is_forbidden(acts: list[tuple[str, str, int]]) -> None:
    introduction, now = Introduction(id=b"1", created_at=clock.instant(MONDAY)), MONDAY
    for to, reason, days in acts:
        now += timedelta(days=days)
        standing = method.state(introduction, method.Facts(), now, 30)
        if method.refusal(standing, to, "Maya", "Ken", reason):
            continue
        assert standing not in NEVER_AGAIN
        assert to != "expired"
        if to == "made":
            assert standing == "target_ok" or (standing == "introducer_ok" and reason.strip())
        if to in method.PATH[1:] and to != "made":
            assert standing == method.PATH[method.PATH.index(to) - 1]
        if to == "wished":
            assert standing == "expired"
        cells = method.written(standing, to, clock.instant(now), reason.strip(), 30)
        introduction = msgspec.structs.replace(introduction, **cells)
        assert method.state(introduction, method.Facts(), now, 30) == to
        assert [step.state for step in method.steps(introduction, method.Facts())][-1] == to
