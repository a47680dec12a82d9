"""Twenty minutes with a Head of Data: a pack is far too long, the musts fit, and the checker reads along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coffeechat.method.questions import Context, review
from coffeechat.store import conversations
from screens.opened import paste, played, press, shown, store_of
from screens.prepared import go_to_plan, plan_of, preparing


def scores(pilot: Pilot[Any]) -> list[int]:
    return [review(item.text or "", Context(has_source=bool(item.source_id))).score for item in plan_of(pilot)]


def test_a_plan_is_made_of_a_pack_and_fits_by_its_musts(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        text = await press(pilot, "p", "enter")
        assert len(plan_of(pilot)) == 12 and "40 of 20 min, mark what you must ask" in text
        assert "P1 Does not fit the time" in text
        for _ in range(4):
            await press(pilot, "m", "j")
        text = await press(pilot, "G", "m")
        assert sum(bool(item.must) for item in plan_of(pilot)) == 5
        assert "the musts 19" in text and "P1" not in text

        await press(pilot, "a")
        text = await paste(pilot, "What does your company do?")
        assert "Q02" in text and "→ I read that your" in text and "What changed" in text
        await press(pilot, "escape")
        assert scores(pilot)[-1] <= 2
        await press(pilot, "d")

        await press(pilot, "g")
        before = scores(pilot)[0]
        text = await press(pilot, "l", "enter")
        assert plan_of(pilot)[0].source_id and scores(pilot)[0] == before + 2 and "yes" in text

        assert "P2" not in text
        await press(pilot, "G")
        for _ in range(12):
            await press(pilot, "K")
        assert "P2 Ask for names last" in shown(pilot)
        await press(pilot, "o")
        assert "P2" not in shown(pilot) and "made a similar change" in (plan_of(pilot)[-1].text or "")

    played(path, scenario)


def test_the_suggestion_opens_as_words_to_finish(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        await press(pilot, "a")
        await paste(pilot, "What does your company do?")
        await press(pilot, "escape", "f")
        await paste(pilot, " X")
        await press(pilot, "escape")
        (item,) = plan_of(pilot)
        assert "What changed" in (item.text or "")
        await press(pilot, "u")
        assert plan_of(pilot)[0].text == "What does your company do?"

    played(path, scenario)


def test_two_questions_in_one_are_split_and_one_undo_joins_them(path: Path) -> None:
    preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        await press(pilot, "a")
        await paste(pilot, "How did you begin? And what would you do otherwise today?")
        await press(pilot, "escape", "x")
        assert [item.text for item in plan_of(pilot)] == [
            "How did you begin?",
            "What would you do otherwise today?",
        ]
        await press(pilot, "u")
        assert len(plan_of(pilot)) == 1

    played(path, scenario)


def test_a_talk_removed_meanwhile_is_said_and_the_screen_closes(path: Path) -> None:
    talk = preparing(path)

    async def scenario(pilot: Pilot[Any]) -> None:
        await go_to_plan(pilot)
        conversations.remove(store_of(pilot), talk)
        await press(pilot, "u", "ctrl+r")
        assert "Nothing is planned yet" not in shown(pilot)

    played(path, scenario)
