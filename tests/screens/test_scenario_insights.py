"""METHOD S8, through the app's own keys: what did seven people say?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.store import beliefs, clock, conversations, plans, research
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import SIZES, cursor_on, names_in, paste, played, press, shown, store_of, table_of, told, until
from screens.three_people import add_target
from what_was_said import CLAIM, OPPONENTS, SENTENCES, SUPPORTERS, TOPIC, add_seven, sort_seven

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def seven(path: Path) -> Path:
    """Seven talks that nobody has sorted yet, and one that is to come."""
    with Store(path) as store:
        add_target(store)
        ids = add_seven(store)
        talk = conversations.plan(store, [ids[SUPPORTERS[4]]])
        conversations.schedule(store, talk, clock.now() + timedelta(days=2))
        beliefs.add(store, "A degree is required", 80)
    return path


@pytest.fixture
def sorted_seven(seven: Path) -> Path:
    with Store(seven) as store:
        rows = store.connection.execute("SELECT text, id FROM answer").fetchall()
        sort_seven(store, {str(text): bytes(row_id) for text, row_id in rows})  # type: ignore[arg-type]
    return seven


def row_of(text: str, word: str) -> str:
    return next(line for line in text.splitlines() if word in line)


def test_seven_answers_are_sorted_and_the_claim_is_contested(seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "7 answers are in no insight yet: s sorts them." in await press(pilot, "4")
        assert "1 of 7" in await press(pilot, "s") and SENTENCES[0] in shown(pilot)
        await press(pilot, "n")
        await paste(pilot, CLAIM)
        assert "1 of 6" in await press(pilot, "escape")
        for _ in SUPPORTERS[1:]:
            await press(pilot, "plus")
        for _ in OPPONENTS:
            await press(pilot, "minus")
        assert "Every answer is sorted." in shown(pilot)
        text = await press(pilot, "escape")
        assert "in no insight" not in text
        assert "saturated" in row_of(text, TOPIC)
        claim = row_of(text, CLAIM)
        assert " 7 " in claim and "5 : 2" in claim and "3 : 2" in claim and "contested" in claim
        assert "3 belong to one chain, from Maya Okonjo on: they count once." in await press(pilot, "j")

    played(seven, scenario)


def test_at_80_columns_each_voice_is_a_mark_and_those_of_one_chain_stand_together(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "+++ + + − −" in row_of(await press(pilot, "4"), CLAIM)

    played(sorted_seven, scenario, (80, 24))


def test_enter_lists_sentence_person_date_and_what_was_off_the_record(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4")
        text = await press(pilot, "enter")
        last = row_of(text, "−  “Without a degree")
        assert OPPONENTS[1] in last and "2026-02-22" in last and "off the record" in last
        assert len(names_in(pilot)) == 7 and f"“{SENTENCES[0]}”" in text and f"“{SENTENCES[1]}”" not in text
        await press(pilot, "y")
        assert told(pilot)[-1] == "That was told off the record, so it is not copied."
        assert pilot.app.clipboard == ""
        await press(pilot, "G", "y")
        assert pilot.app.clipboard == SENTENCES[0]

    played(sorted_seven, scenario)


def test_a_probe_asks_the_next_one_neutrally(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "p")
        question = f"Some told me “{CLAIM}”, others the opposite. How is it here?"
        assert told(pilot)[-1] == f"In the plan of the talk with {SUPPORTERS[4]} now: {question}"
        store = store_of(pilot)
        (talk,) = store.connection.execute("SELECT id FROM conversation WHERE state = 'scheduled'").fetchall()
        assert [item.text for item in plans.items(store.connection, bytes(talk[0]))] == [question]  # type: ignore[arg-type]
        await press(pilot, "u")
        assert plans.items(store.connection, bytes(talk[0])) == []  # type: ignore[arg-type]

    played(sorted_seven, scenario)


def test_the_belief_goes_from_80_to_40_with_the_evidence_attached(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "4", "b")
        assert "What says the same moves to 60" in text and "the opposite to 40 % (−)." in text
        text = await press(pilot, "minus")
        row = row_of(text, "A degree is required")
        assert "40 %" in row and "▇▄" in row
        assert f"40 %  “{CLAIM}”, 5 : 2, chains 3 : 2" in text
        assert "40 % ████" in await press(pilot, "escape")
        (held,) = beliefs.of_target(store_of(pilot).connection)
        assert held.history == (80, 40) and held.changes[-1].insight_id

    played(sorted_seven, scenario)


def test_a_number_of_ones_own_is_typed_and_a_wrong_one_is_refused_in_a_sentence(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "“101” is no percentage." in await press(pilot, "4", "b", "enter", *"101", "enter")
        await press(pilot, "backspace", "backspace", "backspace", "3", "5", "enter")
        assert "35 %" in shown(pilot)

    played(sorted_seven, scenario)


def test_a_stance_is_changed_on_a_key_and_an_answer_taken_off_waits_again(sorted_seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "enter")
        assert "6 : 1" in await press(pilot, "plus")
        assert "5 : 1" in await press(pilot, "d")
        assert "1 answer is in no insight yet" in await press(pilot, "escape")
        assert "6 : 1" in await press(pilot, "u")

    played(sorted_seven, scenario)


def test_something_read_stands_beside_the_people(sorted_seven: Path) -> None:
    with Store(sorted_seven) as store:
        subject = research.Subject(names=())
        source = research.add(store, "Elmhafen job ads 2026", subject, "job")
        research.edit(store, source, "quote", "Nine of ten ask for a degree")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "enter", "R")
        assert "Nine of ten ask for a degree" in await press(pilot, *"ads")
        text = await press(pilot, "enter", "g", "minus")
        assert "“Nine of ten ask for a degree”" in text and "5 : 2" in text
        assert "1 source: 0 for, 1 against." in text

    played(sorted_seven, scenario)


def test_what_has_nothing_new_is_set_aside_and_undo_brings_the_same_answer_back(seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "s", "right")
        assert SENTENCES[1] in await press(pilot)
        assert SENTENCES[2] in await press(pilot, "0")
        assert SENTENCES[1] in await press(pilot, "u")

    played(seven, scenario)


def test_the_claims_are_narrowed_by_words_and_those_of_the_answers_topic_come_first(sorted_seven: Path) -> None:
    with Store(sorted_seven) as store:
        from coffeechat.store import insights, people
        from what_was_said import say

        person = people.add(store, "Ruth Novak")
        insights.from_answer(store, say(store, person, "Badly.", clock.now(), topic="pay"), claim="Cities pay badly")
        say(store, person, "Even worse.", clock.now(), topic="pay")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "s")
        assert names_in(pilot, 0) == ["Cities pay badly", CLAIM]
        await press(pilot, "slash", *"degree", "enter")
        assert cursor_on(pilot, 0) == CLAIM and table_of(pilot).has_focus
        await press(pilot, "minus")
        assert "5 : 3" in row_of(await press(pilot, "escape"), CLAIM)

    played(sorted_seven, scenario)


def test_a_topic_opens_as_a_list_of_all_that_was_said_on_it(seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "enter")
        text = await until(pilot, "7 of their answers wait to be sorted")
        assert text.count("·  ") >= 7 and "waits to be sorted" in text

    played(seven, scenario)


def test_a_claim_is_written_down_first_and_tested_then(seven: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "4", "a")
        await paste(pilot, "Cities pay badly")
        await press(pilot, "enter")
        await paste(pilot, "pay")
        text = await press(pilot, "enter")
        assert "open" in row_of(text, "Cities pay badly")
        await press(pilot, "e")
        await paste(pilot, " at first")
        assert "Cities pay badly at first" in await press(pilot, "escape")
        await press(pilot, "d")
        assert "Cities pay" not in await until(pilot, "Removed; its answers")

    played(seven, scenario)


@SIZED
@pytest.mark.parametrize(
    ("name", "keys", "word"),
    [
        ("insights_of_seven", ["4"], "one chain"),
        ("claim", ["4", "enter"], "off the record"),
        ("topic", ["4", "k", "enter"], "contested: p makes"),
        ("beliefs_of_claim", ["4", "b", "minus"], "40 %"),
        ("choose_source", ["4", "enter", "R"], "No source is noted yet."),
        ("people_with_path", ["2", "slash", *"ken", "enter", "enter"], "via Maya Okonjo"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_golden_of_what_was_learned(
    sorted_seven: Path, name: str, keys: list[str], word: str, size: tuple[int, int]
) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, *keys)
        return await until(pilot, word)

    check_golden(f"{name}_{size[0]}x{size[1]}", played(sorted_seven, scenario, size))


@SIZED
def test_golden_of_sorting(seven: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, "4", "s", "n")
        await paste(pilot, CLAIM)
        return await press(pilot, "escape")

    check_golden(f"sorting_{size[0]}x{size[1]}", played(seven, scenario, size))
