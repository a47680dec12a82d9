"""What a talk lacks, and from when on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coffeechat.method.conversations.length import NotALength, enough_questions, minutes_of
from coffeechat.method.conversations.missing import missing
from coffeechat.method.rules import defaults
from coffeechat.records import Conversation

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def lacks(
    state: str, hours: float | None = None, *, questions: int = 5, is_thanked: bool = False, kind: str = "informational"
) -> list[str]:
    at = None if hours is None else (NOW + timedelta(hours=hours)).isoformat()
    talk = Conversation(id=b"talk", created_at="", state=state, at=at, minutes=20, kind=kind)
    return [str(lack) for lack in missing(talk, questions, is_thanked, NOW, defaults())]


def test_first_of_all_a_time() -> None:
    assert lacks("planned") == ["needs a time"]
    assert lacks("proposed") == ["waits for their answer"]
    assert lacks("no_show", -24) == ["needs a new time"]


def test_before_it_questions_and_48_hours_before_a_confirmation() -> None:
    assert lacks("scheduled", 49) == []
    assert lacks("scheduled", 48) == ["to confirm"]
    assert lacks("confirmed", 1) == []
    assert lacks("scheduled", 1, questions=0) == ["to confirm", "not prepared"]
    assert lacks("confirmed", 1, questions=4) == ["few questions"]
    assert lacks("confirmed", 1, questions=3, kind="job_interview") == []


def test_when_its_time_is_over_whether_it_took_place() -> None:
    assert lacks("confirmed", -0.2) == []
    assert lacks("confirmed", -0.4) == ["did it take place?"]


def test_afterwards_thanks_and_the_debrief_and_thanks_stay_due() -> None:
    assert lacks("live", -0.2) == []
    assert lacks("ended", -1) == ["thanks due", "to debrief"]
    assert lacks("debriefed", -1) == ["thanks due"]
    assert lacks("debriefed", -1, is_thanked=True) == ["to close"]
    assert lacks("closed", -1) == ["thanks due"]
    assert lacks("closed", -1, is_thanked=True) == lacks("cancelled", 1) == []
    assert lacks("ended", -1, kind="catch_up") == ["to debrief"]


@pytest.mark.parametrize(("minutes", "questions"), [(5, 1), (10, 1), (15, 3), (20, 5), (30, 8)])
def test_so_many_questions_fit_the_time(minutes: int, questions: int) -> None:
    assert enough_questions(Conversation(id=b"", created_at="", minutes=minutes)) == questions


@pytest.mark.parametrize(("text", "minutes"), [("20", 20), ("30 min", 30), ("480", 480), ("", None)])
def test_a_length_is_read(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["0", "-10", "4", "481", "half an hour", "99999999999", "²"])
def test_what_is_no_length_is_said(text: str) -> None:
    with pytest.raises(NotALength, match="it ends after it begins"):
        minutes_of(text)
