"""The view Questions: packs and own questions, their reviews, and writing one."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.folders import packs_path
from coffeechat.store import questions
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import PATIENCE, SIZES, cursor_on, names_in, paste, played, press, shown, store_of, told

TEXT = 3
"""The column of the question itself."""
SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def own(path: Path) -> Path:
    """A file with two own questions, one of them blocked."""
    with Store(path) as store:
        questions.add(store, text="What did the last storm change in how you plan a week?", topic="day", phase="core")
        questions.add(store, text="What does your company do?", topic="day", phase="open", kinds="informational")
    return path


@SIZED
def test_golden_questions_with_a_blocked_one(own: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        return await press(pilot, "6", "down")

    check_golden(f"questions_blocked_{size[0]}x{size[1]}", played(own, scenario, size))


@SIZED
def test_golden_question_form_with_its_review(own: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        return await press(pilot, "6", "down", "e")

    check_golden(f"question_form_blocked_{size[0]}x{size[1]}", played(own, scenario, size))


def test_the_list_is_narrowed_by_words_and_grouped_by_pack_topic_or_phase(own: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "66 questions by pack" in await press(pilot, "6")
        assert names_in(pilot, 0)[:3] == ["own", "own", "general"]
        await press(pilot, "s")
        assert names_in(pilot, 1)[0] == "path" and names_in(pilot, 1)[-1] == "contacts"
        await press(pilot, "s")
        assert names_in(pilot, 2)[0] == "open" and names_in(pilot, 2)[-1] == "close"
        assert "1 question by phase" in await press(pilot, "slash", *"storm week")
        assert names_in(pilot, TEXT) == ["What did the last storm change in how you plan a week?"]
        assert "No question has all these words." in await press(pilot, *"xyz")
        assert "66 questions by phase" in await press(pilot, "escape")

    played(own, scenario)


def test_the_review_follows_the_cursor(own: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        seen = await press(pilot, "6")
        assert "6 of 10: keep" in seen and "Q02" not in seen
        seen = await press(pilot, "j")
        assert "2 of 10: blocked, rewrite" in seen
        assert "Q02 Can be looked up" in seen and "→ I read that your team … What changed because of it?" in seen
        assert "Berkeley HR: “Don't ask" in seen

    played(own, scenario)


def test_a_question_is_reviewed_while_it_is_typed_and_kept_without_a_save_key(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "6", "a")
        assert "blocked" in await paste(pilot, "Are you hiring?")
        await press(pilot, *["backspace"] * len("Are you hiring?"))
        assert "8 of 10: keep" in await paste(pilot, "What surprised you here?")
        deadline = time.monotonic() + PATIENCE
        with Store(path) as other:
            while [one.text for one in questions.all_questions(other.connection)] != ["What surprised you here?"]:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.03)
        await press(pilot, "escape")
        assert cursor_on(pilot, TEXT) == "What surprised you here?"
        await press(pilot, "u")
        assert questions.all_questions(store_of(pilot).connection) == []

    played(path, scenario)


def test_a_packs_question_is_read_in_full_and_copied_to_be_changed(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "6", "slash", *"unlearn academic")
        assert "Probe Who pointed it out?" in await press(pilot, "enter", "enter")
        await press(pilot, "c")
        (copied,) = questions.all_questions(store_of(pilot).connection)
        assert (copied.topic, copied.phase, copied.kinds) == ("insights", "core", "informational")
        assert copied.probe == "Who pointed it out?"
        assert cursor_on(pilot, TEXT) == copied.text
        assert "A question of your own" in await press(pilot, "e")

    played(path, scenario)


def test_own_questions_retire_and_come_back_and_go(own: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "6", "x")
        assert names_in(pilot, TEXT)[1] == "What did the last storm change in how you plan a week?"
        first, second = questions.all_questions(store_of(pilot).connection)
        assert (first.retired, second.retired) == (None, True)
        await press(pilot, "x", "d")
        assert [one.id for one in questions.all_questions(store_of(pilot).connection)] == [first.id]
        await press(pilot, "u", "u")
        assert len(questions.all_questions(store_of(pilot).connection)) == 2

    played(own, scenario)


@pytest.mark.parametrize(
    ("field", "typed", "what", "kept"),
    [
        ("phase", "middle", "“middle” is no phase.", "core"),
        ("kinds", "job interview, party", "“party” is no kind of talk.", None),
        ("minutes", "long", "“long” is no number of minutes", None),
        ("text", "", "A question needs a text", "What did the last storm change in how you plan a week?"),
    ],
)
def test_a_field_that_can_not_be_is_told_and_the_old_one_stays(
    own: Path, field: str, typed: str, what: str, kept: str | None
) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "6", "e")
        box = pilot.app.screen.query_one(f"#{field}")
        setattr(box, "text" if field == "text" else "value", typed)
        await press(pilot, "escape")
        assert any(what in sentence for sentence in told(pilot))
        assert getattr(questions.all_questions(store_of(pilot).connection)[0], field) == kept

    played(own, scenario)


def test_kinds_and_minutes_are_read_as_people_write_them(own: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "6", "e")
        pilot.app.screen.query_one("#kinds").value = "Job interview,  catch_up"  # type: ignore[attr-defined]
        pilot.app.screen.query_one("#minutes").value = "1,5"  # type: ignore[attr-defined]
        await press(pilot, "escape")
        (first, _) = questions.all_questions(store_of(pilot).connection)
        assert (first.kinds, first.minutes) == ("job_interview, catch_up", 1.5)

    played(own, scenario)


def test_a_pack_that_is_broken_is_told_of_and_the_others_are_there(path: Path) -> None:
    packs_path().mkdir(parents=True)
    (packs_path() / "mine.toml").write_text('title = "Mine"\n[[questions]]\ntext = 3\n')

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "64 questions by pack" in await press(pilot, "6")
        assert any("mine.toml" in sentence for sentence in told(pilot))

    played(path, scenario)


def test_every_rule_is_explained_with_its_source(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Berkeley: prepare open questions" in await press(pilot, "6", "r")
        assert "Source  Berkeley HR: “Don't ask something" in await press(pilot, "j")
        assert "What it asks for" not in await press(pilot, "escape")

    played(path, scenario)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
def test_hostile_text_is_shown_as_text(path: Path, size: tuple[int, int]) -> None:
    hostile = "[/b] [@click=app.quit]Are you hiring[/]? {found} \x1b[31m\u202e\nDo you like it?"
    with Store(path) as store:
        questions.add(store, text=hostile, topic=hostile, phase=hostile, probe=hostile, kinds=hostile, note=hostile)

    async def scenario(pilot: Pilot[Any]) -> None:
        for keys in (("6",), ("e",), ("escape", "j", "enter")):
            await press(pilot, *keys)
            assert "\x1b" not in shown(pilot) and "\u202e" not in shown(pilot)
        assert pilot.app.is_running

    played(path, scenario, size)
