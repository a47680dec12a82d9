"""Conversations in the file: planned, scheduled, moved, held; and no history reaches what the method forbids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeechat.errors import CoffeechatError
from coffeechat.method.conversations import KINDS, allowed
from coffeechat.method.rules import rule
from coffeechat.records import Conversation, Touch
from coffeechat.store import clock, conversation_list, conversations, merging, people, rules, tables, targets
from coffeechat.store.conversations import ConversationGone, Refused
from coffeechat.store.store import Store

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock, as a list of one; put another moment in it to let time pass."""
    hand = [NOW]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    return hand


@pytest.fixture
def ada(store: Store, moment: list[datetime]) -> bytes:
    return people.add(store, "Ada Lindqvist", "Head of Urban Planning", "City of Elmhafen")


def talk(store: Store, conversation_id: bytes) -> Conversation:
    return conversations.known(store, conversation_id).conversation


def test_a_planned_talk_is_for_the_chosen_target_at_the_hosts_organisation(store: Store, ada: bytes) -> None:
    planner = targets.add(store, name="Urban planner")
    planned = conversations.detail(store.connection, conversations.plan(store, [ada]))
    assert planned and planned.name == "Ada Lindqvist"
    assert planned.target == planner
    assert planned.organisation and planned.organisation.name == "City of Elmhafen"
    assert (planned.conversation.kind, planned.conversation.state) == ("informational", "planned")
    assert planned.conversation.minutes == 20


def test_a_second_guest_takes_part_and_the_host_stands_first(store: Store, ada: bytes) -> None:
    bo, cy = people.add(store, "Bo Chen"), people.add(store, "Cy Okafor")
    conversation_id = conversations.plan(store, [cy, ada])
    assert conversations.known(store, conversation_id).name == "Cy Okafor and Ada Lindqvist"
    conversations.set_people(store, conversation_id, [ada, bo, cy])
    assert conversations.known(store, conversation_id).name == "Ada Lindqvist, Cy Okafor and Bo Chen"
    conversations.set_people(store, conversation_id, [bo])
    assert [one.role for one in conversations.known(store, conversation_id).people] == ["host"]


def test_two_people_made_one_take_part_once(store: Store, ada: bytes) -> None:
    twin = people.add(store, "Ada L.")
    conversation_id = conversations.plan(store, [twin, ada])
    merging.merge(store, ada, twin)
    assert [one.name for one in conversations.known(store, conversation_id).people] == ["Ada Lindqvist"]
    assert [one.name for one in conversation_list.upcoming(store.connection)] == ["Ada Lindqvist"]


def test_how_long_to_ask_for_is_the_users_rule_or_what_the_kind_takes(store: Store, ada: bytes) -> None:
    rules.put(store, rule("talk_minutes"), "30")
    minutes = [talk(store, conversations.plan(store, [ada], kind)).minutes for kind in KINDS]
    assert minutes == [10, 30, 45, 15]


def test_moving_keeps_the_uid_and_raises_the_sequence(store: Store, ada: bytes) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.schedule(store, conversation_id, FRIDAY, zone="Europe/Berlin", minutes=30)
    first = talk(store, conversation_id)
    assert (first.state, first.sequence, first.at) == ("scheduled", 0, "2026-03-06T14:00:00Z")
    conversations.set_state(store, conversation_id, "confirmed")
    conversations.schedule(store, conversation_id, FRIDAY + timedelta(days=3))
    second = talk(store, conversation_id)
    assert (second.state, second.sequence, second.minutes) == ("scheduled", 1, 30)
    assert second.calendar_uid == first.calendar_uid
    conversations.set_state(store, conversation_id, "cancelled")
    assert talk(store, conversation_id).sequence == 2


def test_a_no_show_is_given_another_time_under_the_same_uid(store: Store, ada: bytes, moment: list[datetime]) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.schedule(store, conversation_id, FRIDAY)
    moment[0] = FRIDAY + timedelta(hours=1)
    conversations.set_state(store, conversation_id, "no_show")
    conversations.set_state(store, conversation_id, "proposed")
    assert talk(store, conversation_id).at is None
    conversations.schedule(store, conversation_id, FRIDAY + timedelta(days=7))
    assert talk(store, conversation_id).sequence == 1


def test_what_really_happened_is_kept_with_its_times(store: Store, ada: bytes, moment: list[datetime]) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.schedule(store, conversation_id, FRIDAY)
    moment[0] = FRIDAY
    conversations.set_state(store, conversation_id, "live")
    moment[0] = FRIDAY + timedelta(minutes=24)
    conversations.set_state(store, conversation_id, "ended")
    conversations.set_state(store, conversation_id, "debriefed")
    ended = talk(store, conversation_id)
    assert (ended.started_at, ended.ended_at) == ("2026-03-06T14:00:00Z", "2026-03-06T14:24:00Z")
    assert (ended.minutes_real, ended.debriefed_at) == (24, "2026-03-06T14:24:00Z")


def test_one_held_without_the_app_took_as_long_as_was_agreed(store: Store, ada: bytes, moment: list[datetime]) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.schedule(store, conversation_id, FRIDAY)
    moment[0] = FRIDAY + timedelta(days=1)
    conversations.set_state(store, conversation_id, "ended")
    ended = talk(store, conversation_id)
    assert (ended.started_at, ended.ended_at) == ("2026-03-06T14:00:00Z", "2026-03-06T14:20:00Z")
    assert ended.minutes_real is None


def test_a_host_who_turns_it_into_a_job_interview_leaves_both_kinds_known(store: Store, ada: bytes) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.schedule(store, conversation_id, FRIDAY)
    with pytest.raises(Refused, match="has not begun"):
        conversations.flip(store, conversation_id)
    conversations.set_state(store, conversation_id, "live")
    conversations.flip(store, conversation_id)
    flipped = talk(store, conversation_id)
    assert (flipped.kind, flipped.turned_from) == ("job_interview", "informational")
    assert flipped.flipped_at == "2026-03-02T08:00:00Z"
    store.undo()
    assert talk(store, conversation_id).kind == "informational"


def test_a_talk_that_is_gone_is_told_of_in_a_sentence(store: Store, ada: bytes) -> None:
    conversation_id = conversations.plan(store, [ada])
    conversations.remove(store, conversation_id)
    with pytest.raises(ConversationGone):
        conversations.schedule(store, conversation_id, FRIDAY)
    store.undo()
    assert talk(store, conversation_id).state == "planned"


def test_removing_the_person_leaves_the_talk(store: Store, ada: bytes) -> None:
    conversation_id = conversations.plan(store, [ada])
    people.remove(store, [ada], "remove Ada")
    assert conversations.known(store, conversation_id).name == "somebody no longer listed"
    conversations.schedule(store, conversation_id, FRIDAY)
    assert [one.name for one in conversation_list.upcoming(store.connection)] == ["somebody no longer listed"]


def test_the_lists_are_by_time_and_know_who_was_thanked(store: Store, ada: bytes, moment: list[datetime]) -> None:
    bo = people.add(store, "Bo Chen")
    ids = [conversations.plan(store, [person]) for person in (ada, bo, ada, bo)]
    for place, day in ((1, 2), (2, 1), (3, -7)):
        conversations.schedule(store, ids[place], NOW + timedelta(days=day))
    conversations.set_state(store, ids[3], "ended")
    listed = conversation_list.upcoming(store.connection)
    assert [one.conversation.id for one in listed] == [ids[2], ids[1], ids[0]]
    assert [(one.name, one.organisation) for one in listed[:1]] == [("Ada Lindqvist", "City of Elmhafen")]
    assert [one.is_thanked for one in conversation_list.everything(store.connection)] == [False] * 4
    with store.change("thank") as change:
        store.insert(
            change, Touch(id=clock.new_id(), created_at=change.at, person_id=bo, kind="thanks", at=clock.instant(NOW))
        )
    assert [one.is_thanked for one in conversation_list.everything(store.connection)][3:] == [True]


ACTIONS = st.one_of(
    st.tuples(st.just("schedule"), st.integers(-5, 5)),
    st.tuples(
        st.just("state"),
        st.sampled_from(
            "planned proposed confirmed live ended debriefed closed cancelled no_show".split(),
        ),
    ),
    st.tuples(st.just("flip"), st.none()),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("pass"), st.integers(1, 5)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTIONS, max_size=14))
def test_no_history_of_user_actions_reaches_a_forbidden_transition(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, actions: list[tuple[str, Any]]
) -> None:
    """Each state that is reached can be reached by allowed steps; times and sequence only ever agree with it."""
    hand = [NOW]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    path: Path = tmp_path_factory.mktemp("history") / "people.db"
    with Store(path) as store:
        conversation_id = conversations.plan(store, [people.add(store, "Ada")])
        for name, value in actions:
            before = talk(store, conversation_id)
            try:
                _act(store, conversation_id, name, value, hand)
            except CoffeechatError as error:
                assert str(error).endswith(".")
                assert talk(store, conversation_id) == before
                continue
            found = tables.get(store.connection, Conversation, conversation_id)
            if found is None:  # undone altogether
                return
            if name != "undo":
                _check(before, found)


def _act(store: Store, conversation_id: bytes, name: str, value: Any, hand: list[datetime]) -> None:
    if name == "schedule":
        conversations.schedule(store, conversation_id, hand[0] + timedelta(days=value))
    elif name == "state":
        conversations.set_state(store, conversation_id, value)
    elif name == "flip":
        conversations.flip(store, conversation_id)
    elif name == "undo":
        store.undo()
    else:
        hand[0] += timedelta(days=value)


def _check(before: Conversation, after: Conversation) -> None:
    assert after.state in _reachable(before.state), f"{before.state} led to {after.state}"
    assert (after.sequence or 0) >= (before.sequence or 0)
    assert before.calendar_uid in (None, after.calendar_uid)
    if after.state in ("scheduled", "confirmed", "no_show"):
        assert after.at
    if after.state in ("ended", "debriefed", "closed"):
        assert after.started_at and after.ended_at and after.started_at <= after.ended_at
    if before.turned_from:
        assert (after.kind, after.turned_from) == ("job_interview", "informational")


def _reachable(state: str | None) -> set[str]:
    """By any number of allowed steps, each of them passing only what the next one proves; or by none."""
    proved = {"proposed", "confirmed", "moved", "live"}
    found, waiting = {state or "planned"}, [state]
    while waiting:
        for after in allowed(waiting.pop()):
            if after not in found:
                found.add(after)
                if after in proved:
                    waiting.append(after)
    return found


def test_who_took_part_in_a_talk_has_been_met_unless_there_is_a_nearer_tie(store: Store) -> None:
    ties_before = {"Ada": None, "Bo": "shared", "Cy": "close", "Di": "introduced"}
    ids = {name: people.add(store, name) for name in ties_before}
    for name, tie in ties_before.items():
        known = people.detail(store.connection, ids[name])
        assert known
        people.edit(store, known.person, tie=tie)
    talk_id = conversations.plan(store, list(ids.values()))

    def ties() -> list[str | None]:
        return [one.person.tie for one in conversations.known(store, talk_id).people]

    conversations.schedule(store, talk_id, clock.now())
    conversations.set_state(store, talk_id, "live")
    assert ties() == list(ties_before.values())
    conversations.set_state(store, talk_id, "ended")
    assert ties() == ["weak", "weak", "close", "introduced"]
    store.undo()
    assert ties() == list(ties_before.values()), "with the end of the talk"
    assert conversations.known(store, talk_id).conversation.state == "live"


def test_who_did_not_come_has_not_been_met(store: Store) -> None:
    ada = people.add(store, "Ada")
    talk_id = conversations.plan(store, [ada])
    conversations.schedule(store, talk_id, clock.now() - timedelta(days=1))
    conversations.set_state(store, talk_id, "no_show")
    (ada_now,) = conversations.known(store, talk_id).people
    assert ada_now.person.tie is None
