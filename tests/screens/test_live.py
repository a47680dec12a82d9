"""The talk as it goes on, through the keys of who is in it."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.app import CoffeechatApp
from coffeechat.method.rules import rule
from coffeechat.records import Answer, Conversation, Introduction, Person, Promise
from coffeechat.screens import led
from coffeechat.screens.live import LiveScreen
from coffeechat.store import live, people, rules, tables
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import SIZES, app_of, paste, played, shown, store_of, told, until
from screens.talking import FIRST, SECOND, THIRD, WHO_ELSE, Hand, answers, do, planned, saved, talk_of, typed

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def test_the_app_opens_in_the_talk_that_goes_on_with_its_clock_and_the_cursor_in_the_text(
    talking: Path, hand: Hand
) -> None:
    hand.at(13, 5)

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "13:05 of 20:00" in shown(pilot)
        await pilot.press(*"Hello")
        await saved(pilot)
        assert talk_of(pilot).conversation.notes == "Hello"

    played(talking, scenario)


def test_small_talk_comes_first_and_tab_goes_from_question_to_question(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "Say in ten seconds who you are" in shown(pilot)
        await typed(pilot, "Rainy.")
        assert f"must  {FIRST}" in await do(pilot, "tab")
        assert "↳ What made it possible?" in shown(pilot) and f"next: {SECOND}" in shown(pilot)
        await typed(pilot, "Night classes.")
        await do(pilot, "tab", "=That nobody reads.")
        assert SECOND in await do(pilot, "tab", "shift+tab")
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "Night classes."), (SECOND, "That nobody reads.")]
        assert talk_of(pilot).conversation.notes == "Rainy."
        assert "questions 2/4" in shown(pilot)

    played(talking, scenario)


def test_what_is_typed_is_saved_within_a_second_though_the_keys_never_rest(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        for _ in range(12):
            await pilot.press("x")
            await pilot.pause(0.1)
        assert len(talk_of(pilot).conversation.notes or "") >= 4

    played(talking, scenario)


def test_promises_names_and_quotes_take_one_key_a_line_and_enter(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab")
        await typed(pilot, "Night classes.")
        await do(pilot, "escape", "p")
        await paste(pilot, "introduce me to Jonas by Friday")
        assert "by Fri 6 Mar" in shown(pilot)
        assert "Promised to you: introduce me to Jonas, by Fri 6 Mar." in await do(pilot, "enter")
        await do(pilot, "alt+m", "=send the map tomorrow", "enter")
        await do(pilot, "escape", "n", "=Jonas Weber, planner", "enter")
        await do(pilot, "alt+q", "=Nobody reads.", "enter", "= And luck.")
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "Night classes. And luck."), (FIRST, "Nobody reads.")]
        connection = store_of(pilot).connection
        promises = tables.select(connection, Promise)
        assert [(one.by, one.text, one.due) for one in promises] == [
            ("them", "introduce me to Jonas", "2026-03-06"),
            ("me", "send the map", "2026-03-03"),
        ]
        (introduction,) = tables.select(connection, Introduction)
        assert (introduction.state, introduction.note) == ("asked", "planner")
        assert introduction.conversation_id == talk_of(pilot).conversation.id
        assert people.name_of(connection, introduction.person_id or b"") == "Jonas Weber"
        assert "2 promises · 1 name · 1 quote" in shown(pilot)

    played(talking, scenario)


def test_somebody_who_is_listed_already_is_not_listed_twice(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "alt+n", "=bo chen", "enter")
        assert len(tables.select(store_of(pilot).connection, Person)) == 3

    played(talking, scenario)


def test_what_was_captured_is_taken_back_and_what_was_typed_stays(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab", "=Night")
        await do(pilot, "alt+n", "=Jonas Weber", "enter", "= classes")
        await do(pilot, "escape", "u")
        assert "Taken back: name given by Ada Lindqvist: Jonas Weber." in shown(pilot)
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "Night classes")]
        assert not talk_of(pilot).introductions
        assert "Nothing was captured" in await do(pilot, "alt+u")

    played(talking, scenario)


def test_esc_twice_puts_a_line_away_and_it_is_there_again(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "alt+p", "=introduce", "escape", "escape", "=text")
        assert not talk_of(pilot).promises
        assert "They promise introduce" in await do(pilot, "alt+p")
        await do(pilot, "= me", "alt+n")
        assert [promise.text for promise in talk_of(pilot).promises] == ["introduce me"]
        await do(pilot, "escape", "escape")
        await saved(pilot)
        assert talk_of(pilot).conversation.notes == "text"

    played(talking, scenario)


def test_a_letter_after_esc_that_is_no_command_is_typed(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "=a", "escape", "=z", "alt+z", "escape", "left", "=b")
        await saved(pilot)
        assert talk_of(pilot).conversation.notes == "abz"

    played(talking, scenario)


def test_that_esc_was_pressed_is_seen_and_forgotten_after_a_while(
    talking: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(led, "LEADING_SECONDS", 0.3)

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "▸esc, p promise" in await do(pilot, "escape")
        await until(pilot, "▸esc", is_gone=True)
        await do(pilot, "p")
        await saved(pilot)
        assert talk_of(pilot).conversation.notes == "p"

    played(talking, scenario)


def test_the_line_of_keys_can_be_clicked(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        x = shown(pilot).splitlines()[-2].index("q quote")
        await pilot.click(offset=(x, 22))
        assert "their very words" in await do(pilot)

    played(talking, scenario, (80, 24))


def test_the_resume_is_marked_as_asked_for(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        from coffeechat.store import resume

        assert "they asked for your résumé" in await do(pilot, "alt+r")
        talk = talk_of(pilot)
        assert talk.host
        assert resume.verdict(store_of(pilot).connection, talk.host.id, talk.conversation.id).allowed

    played(talking, scenario)


def test_an_answer_is_marked_off_the_record_and_beside_the_questions_one_line_is(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "alt+o", "=The mayor left", "enter", "tab", "=Layoffs", "escape", "o")
        await saved(pilot)
        assert "off the record" in shown(pilot)
        found = tables.select(store_of(pilot).connection, Answer)
        assert [(answer.text, answer.off_record) for answer in found] == [("The mayor left", True), ("Layoffs", True)]
        await do(pilot, "alt+o")
        assert [answer.off_record for answer in tables.select(store_of(pilot).connection, Answer)] == [True, False]

    played(talking, scenario)


def test_questions_are_marked_as_asked_or_left_out_and_tab_passes_them(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab", "alt+a")
        assert SECOND in shown(pilot)
        await do(pilot, "escape", "s")
        assert THIRD in shown(pilot)
        await do(pilot, "shift+tab", "shift+tab", "shift+tab")
        assert THIRD in await do(pilot, "tab")
        items = talk_of(pilot).items
        assert [(bool(item.asked_at), bool(item.skipped)) for item in items[:2]] == [(True, False), (False, True)]

    played(talking, scenario)


def test_five_minutes_before_the_end_the_referral_comes_forward_and_disturbs_nothing(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        hand.at(14, 59)
        await do(pilot, "tab", "=Night cla")
        assert "last minutes" not in shown(pilot)
        hand.at(15)
        await until(pilot, "last minutes  15:00 of 20:00")
        assert f"Now ask: {WHO_ELSE[:40]}" in shown(pilot)
        await do(pilot, "=sses")
        assert f"must  {FIRST}" in shown(pilot)
        assert f"who else  {WHO_ELSE[:40]}" in await do(pilot, "tab")
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "Night classes")]
        await do(pilot, "=Maya", "tab")
        assert "next steps" in shown(pilot) and "who else" not in shown(pilot)

    played(talking, scenario)


def test_how_long_before_the_end_who_else_comes_is_a_setting(talking: Path, hand: Hand) -> None:
    with Store(talking) as store:
        rules.put(store, rule("referral_minutes"), "2")
    hand.at(17)

    async def scenario(pilot: Pilot[Any]) -> None:
        assert f"must  {FIRST}" in await do(pilot, "tab")
        hand.at(18)
        assert f"who else  {WHO_ELSE[:40]}" in await do(pilot, "tab")

    played(talking, scenario)


def test_it_ends_on_time_with_the_sentence_for_it_or_goes_on_for_five_minutes(talking: Path, hand: Hand) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        hand.at(20)
        await until(pilot, "time is up  20:00 of 20:00")
        assert "Say: “I see our 20 minutes are up; do you have five more?”" in shown(pilot)
        assert "last minutes  20:00 of 25:00" in await do(pilot, "escape", "x")
        hand.at(25)
        await until(pilot, "time is up")
        await do(pilot, "escape", "e")
        conversation = talk_of(pilot).conversation
        assert (conversation.state, conversation.minutes_real) == ("ended", 25)
        assert conversation.ended_at == "2026-03-02T10:25:00Z"

    played(talking, scenario)


def test_a_time_check_says_what_is_left(talking: Path, hand: Hand) -> None:
    hand.at(8)

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "8:00 of 20:00, 4 questions open. Say: “We have 12 minutes left" in await do(pilot, "alt+t")

    played(talking, scenario)


def test_before_the_time_is_up_it_ends_only_when_told_twice(talking: Path, hand: Hand) -> None:
    hand.at(9)

    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "alt+p", "=call back")
        assert "End the talk after 9:00?" in await do(pilot, "alt+e")
        assert talk_of(pilot).conversation.state == "live"
        await do(pilot, "escape", "e")
        assert talk_of(pilot).conversation.state == "ended"
        assert [promise.text for promise in talk_of(pilot).promises] == ["call back"], "what was begun is added"

    played(talking, scenario)


def test_leaving_keeps_the_talk_going_and_closing_the_app_keeps_what_was_typed(talking: Path, hand: Hand) -> None:
    async def leave(pilot: Pilot[Any]) -> None:
        await do(pilot, "=He", "escape", "escape")
        assert not isinstance(pilot.app.screen, LiveScreen)
        assert talk_of(pilot).conversation.state == "live"
        app_of(pilot).push_screen(LiveScreen(talk_of(pilot).conversation.id))
        await pilot.press(*"llo")
        await do(pilot, "alt+p", "=call")

    async def look(pilot: Pilot[Any]) -> None:
        assert "They promise call" in shown(pilot)
        await do(pilot, "enter")
        assert talk_of(pilot).conversation.notes == "Hello"
        assert [promise.text for promise in talk_of(pilot).promises] == ["call"]

    played(talking, leave)
    played(talking, look)


def test_a_host_who_begins_to_interview_brings_the_questions_for_it_up_and_the_answers_stay(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab", "=Night classes.", "escape", "j")
        assert "Job interview" in shown(pilot) and FIRST in shown(pilot)
        assert "What would a good first ninety days look like" in await do(pilot, "tab")
        await do(pilot, "=Shipping.")
        await saved(pilot)
        assert [text for _, text in answers(pilot)] == ["Night classes.", "Shipping."]
        assert talk_of(pilot).conversation.turned_from == "informational"
        await do(pilot, "alt+u")
        talk = talk_of(pilot)
        assert talk.conversation.kind == "informational" and not any(item.skipped for item in talk.items)
        assert "Shipping." in [text for _, text in answers(pilot)], "what was typed stays"

    played(talking, scenario)


def test_a_talk_without_a_plan_has_notes_and_the_referral(path: Path, hand: Hand) -> None:
    with Store(path) as store:
        live.begin(store, planned(store))

    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "=Hi. ", "tab")
        assert "How did you get into this work?" in shown(pilot)
        await do(pilot, "=Luck.")
        hand.at(15)
        await until(pilot, "Now ask: From all that, which two people")
        await do(pilot, "tab", "=Maya")
        await saved(pilot)
        assert talk_of(pilot).conversation.notes == "Hi. Luck."
        assert [(text or "")[:14] for _, text in answers(pilot)] == ["Maya"]
        assert [(item.topic, bool(item.asked_at)) for item in talk_of(pilot).items] == [("contacts", True)]
        await do(pilot, "tab", "shift+tab", "= Okonjo")
        await saved(pilot)
        assert [text for _, text in answers(pilot)] == ["Maya Okonjo"]

    played(path, scenario)


def test_a_talk_that_was_held_is_not_opened_again(talking: Path, hand: Hand) -> None:
    with Store(talking) as store:
        (row,) = tables.select(store.connection, Conversation)
        live.end(store, row.id)

    async def scenario(pilot: Pilot[Any]) -> None:
        app_of(pilot).push_screen(LiveScreen(row.id))
        await do(pilot)
        assert not isinstance(pilot.app.screen, LiveScreen)
        assert "This talk has ended, so it can't begin." in told(pilot)[-1]

    played(talking, scenario)


def test_resized_in_the_middle_no_letter_is_lost(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab")
        for size in ((80, 24), (40, 10), (120, 40), (20, 5), (80, 24)):
            await pilot.press(*"word ")
            await pilot.resize_terminal(*size)
            await do(pilot)
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "word " * 5)]
        await pilot.resize_terminal(40, 10)
        await do(pilot)
        assert "word word" in shown(pilot) and "0:00 of 20:00" in shown(pilot)

    played(talking, scenario)


def test_the_editor_takes_the_text_at_hand_and_nothing_is_lost_when_it_fails(
    talking: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def editor(body: str) -> str:
        script = tmp_path / "editor.sh"
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        return str(script)

    monkeypatch.setattr(CoffeechatApp, "suspend", lambda app: nullcontext())

    async def scenario(pilot: Pilot[Any]) -> None:
        await do(pilot, "tab", "=Night")
        for body in ("exit 1", ': > "$1"'):
            monkeypatch.setenv("VISUAL", editor(body))
            await do(pilot, "ctrl+g")
            await saved(pilot)
            assert answers(pilot) == [(FIRST, "Night")]
        assert "The editor gave back nothing" in shown(pilot)
        monkeypatch.setenv("VISUAL", editor('echo " classes" >> "$1"'))
        await do(pilot, "ctrl+g")
        await saved(pilot)
        assert answers(pilot) == [(FIRST, "Night classes")]

    played(talking, scenario)


def test_another_window_that_writes_takes_nothing_away(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await typed(pilot, "Mine.")
        await do(pilot, "tab")
        with Store(talking) as other:
            live.write_notes(other, talk_of(pilot), "Mine. Theirs.", opened="Mine.")
        app_of(pilot).changed()
        assert "Mine. Theirs." in await do(pilot, "shift+tab")

    played(talking, scenario)


@SIZED
def test_golden_live(talking: Path, hand: Hand, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await do(pilot, "tab")
        await typed(pilot, "Night classes in statistics, then a side project on the bus data.")
        for key, text in (("p", "introduce me to Jonas by Friday"), ("n", "Maya Okonjo"), ("q", "Nobody reads plans.")):
            await do(pilot, f"alt+{key}")
            await paste(pilot, text)
            await do(pilot, "enter")
        hand.at(13, 5)
        return await until(pilot, "13:05")

    check_golden(f"live_{size[0]}x{size[1]}", played(talking, scenario, size))


@SIZED
def test_golden_live_near_the_end(talking: Path, hand: Hand, size: tuple[int, int]) -> None:
    hand.at(15)

    async def scenario(pilot: Pilot[Any]) -> str:
        return await do(pilot, "tab", "alt+p", "=call me by Fri")

    check_golden(f"live_closing_{size[0]}x{size[1]}", played(talking, scenario, size))


def test_golden_live_on_a_small_screen(talking: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        return await do(pilot, "tab", "=Night classes.")

    check_golden("live_40x10", played(talking, scenario, (40, 10)))
