"""The plan of a talk: what is beside it, what is said of it, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.records import Question
from coffeechat.store import questions
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import SIZES, paste, played, press, told
from screens.prepared import go_to_plan, plan_of, preparing

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@SIZED
def test_golden_prepare(path: Path, size: tuple[int, int]) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> tuple[str, ...]:
        empty = await go_to_plan(pilot)
        packs = await press(pilot, "p")
        await press(pilot, "enter")
        pilot.app.clear_notifications()
        plan = await press(pilot, "m", "l", "enter", "j")
        question = await press(pilot, "e")
        goal = await press(pilot, "escape", "w")
        return empty, packs, plan, question, goal

    seen = played(path, scenario, size)
    for name, text in zip(("empty_plan", "packs", "plan", "plan_question", "goal"), seen, strict=True):
        check_golden(f"{name}_{size[0]}x{size[1]}", text)


def test_single_questions_are_marked_and_taken(path: Path) -> None:
    preparing(path)
    with Store(path) as store:
        questions.add(store, text="What did you forget on purpose in your first year?", topic="insights")

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        await press(pilot, "p", "slash")
        text = await press(pilot, *"purpose")
        assert "your own" in text
        await press(pilot, "enter", "V", "t")
        texts = [item.text for item in plan_of(pilot)]
        assert "What did you forget on purpose in your first year?" in texts and len(texts) == 1
        assert "Took one question into the plan. u takes it back." in told(pilot)

    played(path, scenario)


def test_a_retired_question_is_not_offered(path: Path) -> None:
    preparing(path)
    with Store(path) as store:
        question = questions.add(store, text="What did you forget on purpose in your first year?")
        questions.retire(store, question)
        assert store.connection.execute("SELECT retired FROM question").get
        assert isinstance(question, Question)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        assert "No question holds all these words." in await press(pilot, "p", "slash", *"purpose")

    played(path, scenario)


def test_a_question_is_followed_up_timed_and_keeps_its_words(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        await press(pilot, "a")
        await paste(pilot, "What did you unlearn?")
        for field, value in (("probe", "How did you notice?"), ("minutes", "2,5"), ("topic", "insights")):
            pilot.app.screen.query_one(f"#{field}").focus()
            await paste(pilot, value)
        await press(pilot, "escape")
        (item,) = plan_of(pilot)
        assert (item.probe, item.minutes, item.topic) == ("How did you notice?", 2.5, "insights")
        await press(pilot, "e", "ctrl+a", "ctrl+k", "escape")
        assert told(pilot)[-1] == "A question needs words: the old ones stay until you type others."
        assert plan_of(pilot)[0].text == "What did you unlearn?"

    played(path, scenario)


def test_a_length_that_is_none_is_said_and_the_old_one_stays(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        await press(pilot, "w")
        await paste(pilot, "Which of my three fields it will be.")
        await press(pilot, "tab", "ctrl+u")
        await paste(pilot, "soon")
        text = await press(pilot, "escape")
        assert told(pilot)[-1] == "“soon” is no number of minutes; it stays as it was."
        assert "Informational, 20 min" in text and "Which of my three fields" in text

    played(path, scenario)


def test_a_plan_survives_a_very_small_screen(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "p", "p", "enter", "m", "e", "escape", "w", "escape")
        assert len(plan_of(pilot)) == 12 and plan_of(pilot)[0].must

    played(path, scenario, (40, 10))
