"""Talks through the app's own keys: planned, moved, held and called off; what is missing, and nothing typed lost."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coffeechat.records import Conversation, Organisation
from coffeechat.store import conversation_list, conversations, people, plans
from coffeechat.store.plans import NewItem
from coffeechat.store.store import Store
from screen_text import check_golden
from screens.opened import (
    SIZES,
    app_of,
    box_of,
    names_in,
    paste,
    played,
    press,
    shown,
    store_of,
    told,
    until,
)
from screens.talks_of_three import NOW, add_talks
from screens.test_hostile_names import NAMES as HOSTILE
from screens.test_hostile_names import assert_harmless
from screens.three_people import ADA, BO, RUTH, add_target, add_three

SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def ids() -> dict[str, bytes]:
    """People and talks by name, once the file is there."""
    return {}


@pytest.fixture
def talks(path: Path, ids: dict[str, bytes]) -> Path:
    with Store(path) as store:
        ids |= add_three(store)
        ids |= add_talks(store, ids)
        add_target(store)
    return path


def talk(pilot: Pilot[Any], conversation_id: bytes) -> Conversation:
    return conversations.known(store_of(pilot), conversation_id).conversation


def only_talk(pilot: Pilot[Any]) -> Conversation:
    (listed,) = conversation_list.upcoming(store_of(pilot).connection)
    return listed.conversation


async def go_to_field(pilot: Pilot[Any], name: str, text: str) -> str:
    """Write `text` in a field of the dialog, in place of what stands there."""
    field = pilot.app.screen.query_one(f"#{name}")
    field.focus()
    await press(pilot, "ctrl+u")
    return await paste(pilot, text)


def footer(pilot: Pilot[Any]) -> str:
    return shown(pilot).splitlines()[-1]


@SIZED
def test_golden_talks(talks: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> tuple[str, str]:
        view = await press(pilot, "3", "j", "j")
        return view, await press(pilot, "enter")

    view, screen = played(talks, scenario, size)
    check_golden(f"talks_of_three_{size[0]}x{size[1]}", view)
    check_golden(f"conversation_{size[0]}x{size[1]}", screen)


@SIZED
def test_golden_move(talks: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[Any]) -> str:
        await press(pilot, "3", "j", "s", "ctrl+u")
        return await paste(pilot, "fri 3")

    check_golden(f"move_{size[0]}x{size[1]}", played(talks, scenario, size))


def test_a_talk_is_planned_from_a_person_in_one_line(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "c")
        text = await paste(pilot, "fri 15:00")
        assert "Fri 6 Mar, 15:00-15:20, in 4 days" in text
        await press(pilot, "escape")
        assert told(pilot)[-1] == f"{ADA}: Fri 6 Mar, 15:00-15:20. u takes it back."
        assert (only_talk(pilot).state, only_talk(pilot).at) == ("scheduled", "2026-03-06T15:00:00Z")
        assert names_in(pilot) and "Fri 15:00" in await press(pilot, "3")
        await press(pilot, "u")
        assert told(pilot)[-1] == f"Undone: plan a talk with {ADA}."
        assert conversation_list.upcoming(store_of(pilot).connection) == []

    played(three, scenario)


def test_nothing_typed_plans_nothing_and_enter_to_the_end_plans_without_a_time(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "c", "escape")
        assert conversation_list.upcoming(store_of(pilot).connection) == []
        await press(pilot, "c", *["enter"] * 6)
        assert (only_talk(pilot).state, only_talk(pilot).minutes) == ("planned", 20)
        assert "needs a time" in await press(pilot, "3")

    played(three, scenario)


def test_who_is_not_on_the_list_yet_is_added_while_a_talk_is_planned(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "No talks yet." in await press(pilot, "3")
        await press(pilot, "a")
        assert "enter adds Zoe Klein." in await paste(pilot, "Zoe Klein")
        await press(pilot, "enter")
        await paste(pilot, "tomorrow 10")
        await press(pilot, "escape")
        assert names_in(pilot, 2) == ["Zoe Klein"]
        assert names_in(pilot, 0) == ["tomorrow 10:00"]

    played(path, scenario)


def test_moving_a_confirmed_talk_keeps_its_entry_and_asks_to_confirm_anew(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "c")
        before = talk(pilot, ids["prepared"])
        assert before.state == "confirmed"
        await press(pilot, "s", "ctrl+u")
        assert "10:00 in New York" in await paste(pilot, "2026-03-09 10:00")
        await press(pilot, "escape")
        after = talk(pilot, ids["prepared"])
        assert (after.state, after.at, after.zone) == ("scheduled", "2026-03-09T14:00:00Z", "America/New_York")
        assert (after.calendar_uid, after.sequence) == (before.calendar_uid, 1)
        assert "Mon 9 Mar 14:00" in shown(pilot)

    played(talks, scenario)


def test_what_can_not_be_is_said_while_it_is_typed(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "s")
        for field, text, sentence in (
            ("when", "2026-03-08 02:30", "02:30 does not exist on Sun 8 Mar 2026 in America/New_York"),
            ("when", "2026-11-01 01:30", "01:30 comes twice on Sun 1 Nov 2026"),
            ("when", "fri 15:00-14:00", "It would end at 14:00, before it begins at 15:00."),
            ("when", "2026-02-29 10:00", "There is no 2026-02-29 in the calendar."),
            ("when", "2 mar 1:00", "That is in the past."),
            ("when", "whenever", "“whenever” can't be read as a time."),
            ("zone", "Berln", "“Berln” is no time zone. Did you mean Europe/Berlin?"),
            ("zone", "EST", "“EST” is no time zone."),
        ):
            assert sentence in await go_to_field(pilot, field, text)

    played(talks, scenario)


def test_what_is_mistyped_stays_to_be_seen_and_is_not_stored(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = talk(pilot, ids["prepared"])
        await press(pilot, "3", "j", "s")
        for field, text, sentence in (
            ("minutes", "-10", "“-10” is no length of a talk: it ends after it begins"),
            ("kind", "lunch", "“lunch” is no kind of talk."),
            ("who", "Zoe", "Nobody matches “Zoe”."),
        ):
            await go_to_field(pilot, field, text)
            await until(pilot, sentence)
            await press(pilot, "escape", "s")
        assert talk(pilot, ids["prepared"]) == before
        assert conversations.known(store_of(pilot), ids["prepared"]).name == ADA

    played(talks, scenario)


def test_another_zone_is_another_time(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "s")
        assert "05:00 in Berlin" not in await go_to_field(pilot, "zone", "Berlin")
        await press(pilot, "escape")
        assert talk(pilot, ids["prepared"]).at == "2026-03-03T04:00:00Z"
        assert talk(pilot, ids["prepared"]).zone == "Europe/Berlin"

    played(talks, scenario)


def test_guests_a_kind_and_a_place_are_saved_while_they_are_typed(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "s")
        for field, text in (("who", f"{ADA}, bo"), ("kind", "job"), ("place", "Room 4")):
            await go_to_field(pilot, field, text)
        assert "they ask, they have your résumé" in shown(pilot)
        await press(pilot, "escape")
        saved = conversations.known(store_of(pilot), ids["prepared"])
        assert saved.name == f"{ADA} and {BO}"
        assert (saved.conversation.kind, saved.conversation.minutes) == ("job_interview", 45)
        assert saved.conversation.place == "Room 4"
        await press(pilot, "u")
        assert talk(pilot, ids["prepared"]).place == "https://meet.example/ab12"

    played(talks, scenario)


def test_a_time_that_was_being_typed_is_there_again_after_the_app_has_gone(talks: Path) -> None:
    async def typing(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "s", "ctrl+u")
        await paste(pilot, "thu 1")

    async def again(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "s")
        assert pilot.app.screen.query_one("#when").value == "thu 1"  # type: ignore[attr-defined]
        await press(pilot, "1", "escape", "s")
        assert "2026-03-05 11:00" in shown(pilot)

    played(talks, typing)
    played(talks, again)


def test_only_the_steps_that_may_follow_are_offered(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        offered = {}
        await press(pilot, "3")
        for state in ("over", "prepared", "two", "planned", "held", "closed"):
            offered[state] = {offer.command.id for offer in app_of(pilot).offers()}
            await press(pilot, "j")
        steps = {
            "talk.schedule",
            "talk.confirm",
            "talk.cancel",
            "talk.no_show",
            "talk.propose",
            "talk.close",
            "talk.flip",
        }
        assert {state: sorted(found & steps) for state, found in offered.items()} == {
            "over": ["talk.cancel", "talk.confirm", "talk.no_show", "talk.schedule"],
            "prepared": ["talk.cancel", "talk.confirm", "talk.schedule"],
            "two": ["talk.cancel", "talk.confirm", "talk.schedule"],
            "planned": ["talk.cancel", "talk.propose", "talk.schedule"],
            "held": ["talk.flip"],
            "closed": ["talk.flip"],
        }

    played(talks, scenario)


def test_a_no_show_gets_a_new_time_and_a_called_off_talk_stays_known(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "X")
        assert "needs a new time" in shown(pilot)
        assert talk(pilot, ids["over"]).state == "no_show"
        await press(pilot, "P")
        assert "waits for their answer" in shown(pilot)
        await press(pilot, "g", "x")
        assert talk(pilot, ids["prepared"]).state == "cancelled"
        assert told(pilot)[-1] == f"{ADA}: cancelled. u takes it back."

    played(talks, scenario)


def test_a_talk_without_a_time_is_taken_off_the_list_and_comes_back(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "j", "j", "x")
        assert told(pilot)[-1] == f"Removed the talk with {RUTH}. u takes it back."
        assert len(names_in(pilot)) == 5
        await press(pilot, "u")
        assert len(names_in(pilot)) == 6

    played(talks, scenario)


def test_a_person_shows_their_talks_and_the_palette_compares_the_kinds(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "enter")
        assert ["tomorrow", "10:00", "Informational,", "scheduled"] in [line.split() for line in text.splitlines()]
        await press(pilot, "ctrl+p", *"compare the kinds")
        assert "Who asks" in await press(pilot, "enter")

    played(talks, scenario)


def test_the_filter_narrows_by_name_kind_and_place(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "slash", *"practice")
        assert names_in(pilot, 2) == [BO]
        assert "1 match" in shown(pilot)
        await press(pilot, "escape", "slash", *"zqx")
        assert "No talk matches." in shown(pilot)
        await press(pilot, "escape")
        assert len(names_in(pilot)) == 6 and not box_of(pilot).has_focus

    played(talks, scenario)


def test_the_screen_of_a_talk_shows_its_way_and_flips_its_kind(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "3", "j", "j", "j", "j", "enter")
        assert " ended " in text and ADA in text
        assert "Informational" in text
        text = await press(pilot, "f")
        assert "Job interview, was informational" in text
        assert "Head of Urban Planning" in await press(pilot, "o")
        assert " ended " in await press(pilot, "escape")
        assert "With" in await press(pilot, "escape")

    played(talks, scenario)


def test_notes_on_a_talk_are_written_in_the_own_editor(
    talks: Path, ids: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "Asks good questions back." > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "enter")
        monkeypatch.setattr(pilot.app, "suspend", _nothing_to_suspend)
        assert "Asks good questions back." in await press(pilot, "E")

    played(talks, scenario)


def test_a_talk_held_without_the_app_is_debriefed(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        assert "did it take place?" in await press(pilot, "3")
        await press(pilot, "b")
        held = talk(pilot, ids["over"])
        assert (held.state, held.ended_at) == ("ended", "2026-03-01T09:10:00Z")
        assert BO in shown(pilot) and "With" not in shown(pilot)

    played(talks, scenario)


def test_what_is_due_is_written_from_the_talk(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j")
        assert "Confirmation to" in await press(pilot, "w")
        await press(pilot, "escape", "escape", "3", "j", "j", "j")
        assert "Thank-you to" in await press(pilot, "w")

    played(talks, scenario)


def test_a_calendar_file_and_a_brief_are_written_where_other_programs_look(talks: Path, downloads: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "i", "B")
        assert told(pilot)[-2:] == [
            f"Written to {downloads / 'talk-ada-lindqvist-2026-03-03.ics'}.",
            f"Written to {downloads / 'talk-ada-lindqvist-2026-03-03.md'}.",
        ]
        assert "BEGIN:VEVENT" in (downloads / "talk-ada-lindqvist-2026-03-03.ics").read_text()
        assert "## Questions" in (downloads / "talk-ada-lindqvist-2026-03-03.md").read_text()

    played(talks, scenario)


def test_a_talk_removed_elsewhere_leaves_its_screen_with_a_sentence(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "enter")
        with Store(talks) as other:
            conversations.remove(other, ids["prepared"])
        await until(pilot, "This talk was removed, so its screen is closed.")
        await until(pilot, "3 to come")

    played(talks, scenario)


def test_a_dialog_whose_talk_was_removed_says_so_and_loses_nothing(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "enter", "s", "ctrl+u")
        await paste(pilot, "fri 16:00")
        with Store(talks) as other:
            conversations.remove(other, ids["prepared"])
        app_of(pilot).changed()
        await press(pilot, "escape")
        assert [said.partition(",")[0] for said in told(pilot)[-2:]] == [
            "This talk is not there any more",
            "This talk was removed",
        ]
        await press(pilot, "u", "g", "j", "s")
        assert pilot.app.screen.query_one("#when").value == "fri 16:00"  # type: ignore[attr-defined]

    played(talks, scenario)


def test_a_person_and_an_organisation_gone_meanwhile_leave_the_talk(talks: Path, ids: dict[str, bytes]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3", "j", "enter")
        with Store(talks) as other:
            people.remove(other, [ids[ADA]], "remove Ada")
            with other.change("remove the city") as change:
                city = conversations.known(other, ids["prepared"]).conversation.organisation_id
                other.delete(change, Organisation, city or b"")
        text = await until(pilot, "somebody no longer listed")
        assert "City of Elmhafen" not in text
        await press(pilot, "o")
        assert told(pilot)[-1].startswith("This person is not on the list any more")
        await press(pilot, "c")
        assert talk(pilot, ids["prepared"]).state == "confirmed"

    played(talks, scenario)


def test_a_person_removed_while_a_talk_is_planned_with_them_is_told_of(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "c")
        with Store(three) as other:
            (ada,) = [line for line in people_lines(other) if line[1] == ADA]
            people.remove(other, [ada[0]], "remove Ada")
        await paste(pilot, "fri 16:00")
        await press(pilot, "escape")
        assert told(pilot)[-1].startswith("This person is not on the list any more")
        assert "By the clock of" not in shown(pilot)
        assert conversation_list.upcoming(store_of(pilot).connection) == []

    played(three, scenario)


def people_lines(store: Store) -> list[tuple[bytes, str]]:
    return list(store.connection.execute("SELECT id, name FROM listing"))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_times_are_shown_by_this_machines_clock(talks: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()

    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "3", "j")
        assert ("tomorrow 19:00" if zone == "Asia/Tokyo" else "tomorrow 02:00") in text
        assert "05:00 in New York" in text

    played(talks, scenario)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
def test_whatever_stands_in_a_talk_is_shown_as_text(path: Path, size: tuple[int, int]) -> None:
    with Store(path) as store:
        for number, name in enumerate([*HOSTILE, " "]):
            person_id = people.add(store, name, name, name)
            text = {"goal": name, "place": name, "channel": name, "notes": name, "zone": name}
            odd = conversations.plan(store, [person_id, person_id], name if number % 2 else None, **text)
            plans.add(store, odd, [NewItem(text=name, topic=name)], "choose")
            if number % 3:
                conversations.schedule(store, odd, NOW + timedelta(days=number % 4))

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "3")
        for number in range(len(HOSTILE)):
            await press(pilot, "j")
            assert_harmless(pilot)
            if number % 4 == 0:
                for keys in (["enter"], ["escape"], ["s"], ["escape"]):
                    await press(pilot, *keys)
                    assert_harmless(pilot)

    played(path, scenario, size)


def test_a_small_terminal_shows_what_there_is_room_for(talks: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        text = await press(pilot, "3")
        assert BO in text
        for keys in (["enter"], ["escape", "j", "s"], ["f2"]):
            await press(pilot, *keys)
            assert len(shown(pilot).splitlines()) <= 10

    played(talks, scenario, (40, 10))


def _nothing_to_suspend() -> Any:
    from contextlib import nullcontext

    return nullcontext()


def test_a_talk_of_another_day_is_begun_with_a_second_press(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "c", *"fri 15:00", "escape", "3")
        assert "Say in ten seconds" not in await press(pilot, "l")
        assert "is agreed for Fri 6 Mar" in told(pilot)[-1] and "l again begins it now" in told(pilot)[-1]
        assert "Say in ten seconds" in await press(pilot, "l")

    played(three, scenario)
