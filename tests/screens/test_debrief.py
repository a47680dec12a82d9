"""Right after the talk: prompts, what was captured, and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.records import Evidence, Insight, Introduction, Promise
from coffeechat.screens.live import DebriefScreen, LiveScreen, captures
from coffeechat.screens.outreach import ComposeScreen
from coffeechat.store import conversations, live, people, tables
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import SIZES, app_of, played, shown, store_of, table_of, told
from screens.talking import FIRST, Hand, answers, do, planned, saved, talk_of
from screens.test_hostile_names import NAMES, assert_harmless

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


async def end(pilot: Pilot[Any], hand: Hand) -> str:
    """Answer one question, capture one of each, and end at 11:00."""
    await do(
        pilot, "tab", "=Night classes.", "alt+m", "=send the map by Friday", "enter", "alt+n", "=Jonas Weber", "enter"
    )
    await do(pilot, "alt+q", "=Nobody reads plans.", "enter", "tab", "alt+a")
    hand.at(60)
    return await do(pilot, "alt+e")


def test_it_opens_when_the_talk_ends_with_what_was_captured_beside_the_prompts(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        screen = await end(pilot, hand)
        assert "Debrief: Ada Lindqvist  Informational  60 min, ended 11:00" in screen
        rows = [table_of(pilot)._pages.row(place) for place in range(table_of(pilot).row_count)]
        assert [row.cells[:2] for row in rows if row] == [
            ("answer", "Night classes."),
            ("quote", "“Nobody reads plans.”"),
            ("asked", "(nothing noted)"),
            ("I promised", "send the map"),
            ("name", "Jonas Weber"),
        ]

    played(talking, scenario)


def test_each_prompt_saves_itself_and_tab_goes_to_the_next(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "=A lot.", "tab", "=Well.", "tab", "=Ask Bo.", "tab", "=Yes.", "tab", "=That I can write.")
        await saved(pilot)
        conversation = talk_of(pilot).conversation
        assert [getattr(conversation, name) for name in ("learned", "fit", "next", "changed", "learned_of_me")] == [
            "A lot.", "Well.", "Ask Bo.", "Yes.", "That I can write.",
        ]  # fmt: skip
        await do(pilot, "shift+tab", "= Rather.")
        await saved(pilot)
        assert talk_of(pilot).conversation.changed == "Yes. Rather."

    played(talking, scenario, (80, 24))


def test_what_was_missed_is_added_and_what_is_wrong_corrected(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "=So", "alt+p", "=call me on Monday", "enter", "= it is.")
        await saved(pilot)
        assert talk_of(pilot).conversation.learned == "So it is."
        assert [promise.due for promise in talk_of(pilot).promises] == ["2026-03-06", "2026-03-02"]
        await do(pilot, "shift+tab", "enter")  # the list, its first line: the answer
        await do(pilot, "end", "= At night.", "escape")
        await do(pilot, "j", "j", "enter", "=Nothing much.", "escape")  # the question that was asked and not noted
        assert [text for _, text in answers(pilot)] == [
            "Night classes. At night.",
            "Nobody reads plans.",
            "Nothing much.",
        ]
        await do(pilot, "j", "enter", "tab", "home", "ctrl+k", "=Sat", "tab", "ctrl+u", "=done", "escape")
        promise = tables.select(store_of(pilot).connection, Promise)[0]
        assert (promise.due, promise.state) == ("2026-03-07", "done")
        await do(pilot, "j", "j", "enter", "end", "=mann", "tab", "=yes", "escape")
        (introduction,) = tables.select(store_of(pilot).connection, Introduction)
        assert introduction.may_use_name and not introduction.will_call_ahead
        assert people.name_of(store_of(pilot).connection, introduction.person_id or b"") == "Jonas Webermann"

    played(talking, scenario)


def test_a_date_and_a_state_that_are_none_are_said_and_the_old_ones_stay(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(
            pilot,
            "shift+tab",
            "G",
            "k",
            "enter",
            "tab",
            "end",
            "ctrl+u",
            "=soonish",
            "tab",
            "ctrl+u",
            "=gone",
            "escape",
        )
        assert any("“soonish” is no day" in sentence for sentence in told(pilot))
        assert any("“gone” is nothing a promise can be" in sentence for sentence in told(pilot))
        (promise,) = tables.select(store_of(pilot).connection, Promise)
        assert (promise.due, promise.state) == ("2026-03-06", "open")

    played(talking, scenario)


def test_an_answer_becomes_a_claim(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "alt+i")
        assert "Claim Night classes." in shown(pilot)
        await do(pilot, "ctrl+u", "=A degree is not needed", "enter", "=x")
        connection = store_of(pilot).connection
        assert [insight.claim for insight in tables.select(connection, Insight)] == ["A degree is not needed"]
        assert [row.stance for row in tables.select(connection, Evidence)] == ["supports"]
        await do(pilot, "alt+u")
        assert not tables.select(connection, Insight)
        assert "Only an answer or a quote" in await do(pilot, "shift+tab", "G", "alt+i")

    played(talking, scenario)


def test_a_line_is_removed_and_taken_back(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "alt+d")
        assert [text for _, text in answers(pilot)] == ["Nobody reads plans."]
        await do(pilot, "escape", "u")
        assert (FIRST, "Night classes.") in answers(pilot)

    played(talking, scenario)


def test_a_talk_that_had_not_ended_goes_on(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "=A lot.", "alt+t")
        assert isinstance(pilot.app.screen, LiveScreen)
        conversation = talk_of(pilot).conversation
        assert (conversation.state, conversation.ended_at, conversation.learned) == ("live", None, "A lot.")

    played(talking, scenario)


def test_left_and_opened_again_everything_is_there(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "=A lot.", "escape", "escape")
        assert not isinstance(pilot.app.screen, DebriefScreen)
        app_of(pilot).push_screen(DebriefScreen(talk_of(pilot).conversation.id))
        assert "A lot." in await do(pilot)
        await do(pilot, "alt+t")
        assert isinstance(pilot.app.screen, DebriefScreen), "after a restart it has ended"

    played(talking, scenario)


def test_done_it_says_what_follows(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await end(pilot, hand)
        await do(pilot, "alt+p", "=call Bo")
        screen = await do(pilot, "escape", "e")
        assert talk_of(pilot).conversation.state == "debriefed"
        for line in (
            "by Tue 3 Mar, 11:00   Thank Ada Lindqvist",
            "You promised: send the map",
            "They promised: call Bo",
        ):
            assert line in screen
        await do(pilot, "enter")
        assert any(isinstance(one, ComposeScreen) for one in pilot.app.screen_stack)

    played(talking, scenario)


@pytest.fixture
def hostile(path: Path, hand: Hand) -> Path:
    """A talk that goes on, in which every text is one that a terminal or a parser of markup would trip over."""
    with Store(path) as store:
        conversation_id = planned(store, "informational", *(NewItem(name, name, "core", name) for name in NAMES))
        live.begin(store, conversation_id)
        talk = conversations.known(store, conversation_id)
        live.write_notes(store, talk, "\n".join(NAMES), opened="")
        for item, name in zip(talk.items, NAMES, strict=True):
            live.write_answer(store, talk, item, name, opened="")
            live.quote(store, talk, item, name)
            captures.add(store, talk, item, "name", name)
            captures.add(store, talk, item, "promise_mine", name)
    return path


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_whatever_was_typed_is_shown_as_it_is(hostile: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for _ in NAMES:
            assert_harmless(pilot)
            await pilot.press("shift+tab")
        await do(pilot, "alt+e", "alt+e", "shift+tab")
        for _ in range(table_of(pilot).row_count // 5):
            assert_harmless(pilot)
            await pilot.press("pagedown")
        await do(pilot, "alt+e")
        assert_harmless(pilot)

    played(hostile, scenario, size)


@SIZED
def test_golden_debrief(talking: Path, hand: Hand, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> tuple[str, str]:
        await end(pilot, hand)
        debrief = await do(pilot, "=Nobody reads the plans; the data decides.")
        await saved(pilot)
        return debrief, await do(pilot, "alt+e")

    debrief, follows = played(talking, scenario, size)
    check_golden(f"debrief_{size[0]}x{size[1]}", debrief)
    check_golden(f"what_follows_{size[0]}x{size[1]}", frame_in(follows))


def frame_in(screen: str) -> str:
    """The dialog alone: what lies beneath is another test's."""
    lines = screen.splitlines()
    top = next(line for line in lines if "╭" in line)
    left, right = top.index("╭"), top.index("╮") + 1
    return "\n".join(line[left:right].rstrip() for line in lines if line[left : left + 1] in ("╭", "│", "╰"))
