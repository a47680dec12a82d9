"""Kinds and states of conversations: what may follow what, and the sentence where it may not."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from coffeechat.method.conversations import KINDS, STATES, TRACK, allowed, flip_refusal, kind_of, refusal, route
from coffeechat.records import Conversation

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def talk(state: str, at: str | None = None, kind: str = "informational") -> Conversation:
    return Conversation(id=b"talk", created_at="", state=state, at=at, kind=kind)


def test_a_talk_that_goes_well_goes_along_the_track() -> None:
    for here, after in pairwise(TRACK):
        assert after in allowed(here)
        assert refusal(talk(here), after, NOW) is None


@pytest.mark.parametrize("state", ["scheduled", "confirmed"])
def test_only_a_talk_with_a_time_is_moved_cancelled_or_missed(state: str) -> None:
    assert {"moved", "cancelled", "no_show"} <= set(allowed(state))
    others = [other for other in STATES if other not in ("scheduled", "confirmed")]
    assert not [other for other in others if {"moved", "cancelled", "no_show"} & set(allowed(other))]


def test_a_moved_talk_has_its_new_time_at_once() -> None:
    assert route("confirmed", "scheduled") == ("moved", "scheduled")
    assert allowed("moved") == ("scheduled",)


def test_a_step_passes_what_its_goal_proves() -> None:
    assert route("planned", "scheduled") == ("proposed", "scheduled")
    assert route("scheduled", "live") == ("confirmed", "live")
    assert route("scheduled", "ended") == ("confirmed", "live", "ended")
    assert route("no_show", "scheduled") == ("proposed", "scheduled")


@pytest.mark.parametrize(
    ("state", "goal", "sentence"),
    [
        ("planned", "live", "This talk has no time yet, so it can't begin. Schedule it first."),
        ("planned", "debriefed", "This talk has no time yet, so it can't be debriefed. Schedule it first."),
        ("scheduled", "debriefed", "has yet to take place, so it can't be debriefed"),
        ("live", "cancelled", "is going on right now, so it can't be cancelled. End it first."),
        ("ended", "closed", "has ended, so it can't be closed. Debrief it"),
        ("closed", "scheduled", "is closed, so it can't be given a time. To meet again, plan another one."),
        ("cancelled", "scheduled", "was cancelled, so it can't be given a time"),
        ("no_show", "live", "did not take place because they did not come, so it can't begin"),
        ("from the future", "live", "only a newer coffeechat knows"),
    ],
)
def test_a_forbidden_step_is_refused_with_a_sentence(state: str, goal: str, sentence: str) -> None:
    assert sentence in (refusal(talk(state), goal, NOW) or "")


def test_every_refusal_is_a_whole_sentence() -> None:
    for state in STATES:
        for goal in STATES:
            said = refusal(talk(state), goal, NOW)
            assert said is None or (said.startswith("This talk ") and said.endswith("."))


def test_what_is_still_to_come_has_neither_ended_nor_been_missed() -> None:
    later = "2026-03-02T09:00:00Z"
    assert "still to come" in (refusal(talk("confirmed", later), "ended", NOW) or "")
    assert "still to come" in (refusal(talk("scheduled", later), "no_show", NOW) or "")
    assert refusal(talk("confirmed", later), "live", NOW) is None  # people begin early
    assert refusal(talk("live", later), "ended", NOW) is None
    assert refusal(talk("confirmed", "2026-03-02T08:00:00Z"), "no_show", NOW) is None


def test_only_an_informational_talk_that_has_begun_is_turned_into_a_job_interview() -> None:
    assert all(flip_refusal(talk(state)) is None for state in ("live", "ended", "debriefed", "closed"))
    assert "has not begun" in (flip_refusal(talk("confirmed")) or "")
    assert "another kind" in (flip_refusal(talk("live", kind="practice")) or "")


def test_the_kinds_differ_as_the_article_says() -> None:
    assert list(KINDS) == ["practice", "informational", "job_interview", "catch_up"]
    assert [name for name, kind in KINDS.items() if kind.asker == "them"] == ["job_interview"]
    assert [name for name, kind in KINDS.items() if not kind.resume_is_locked] == ["job_interview"]
    assert [name for name, kind in KINDS.items() if kind.may_ask_for_a_job] == ["job_interview"]
    assert [kind.minutes for kind in KINDS.values()] == [10, 20, 45, 15]
    assert kind_of("of a later version") is KINDS["informational"]
