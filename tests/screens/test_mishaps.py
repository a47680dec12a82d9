"""What goes wrong is said in a sentence, the app goes on, and nothing is lost or half done."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest
from textual.events import MouseDown
from textual.pilot import Pilot

from coffeechat.app import CoffeechatApp
from coffeechat.folders import keys_path
from coffeechat.screens import import_preview
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.outreach.compose import ComposeScreen
from coffeechat.screens.people import PeopleView
from coffeechat.screens.view import Answered, View
from coffeechat.store import pages, people, settings, targets
from coffeechat.store.store import Store
from screens.opened import (
    app_of,
    cursor_on,
    names_in,
    paste,
    played,
    press,
    settled,
    shown,
    store_of,
    table_of,
    told,
    until,
    until_true,
)
from screens.three_people import ADA, BO

LOCKED = "Another program is writing to"


@contextmanager
def locked(path: Path, pilot: Pilot[Any]) -> Iterator[None]:
    """Another program writes to the file; ours does not wait long for it."""
    store_of(pilot).connection.set_busy_timeout(20)
    with Store(path) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        yield
        other.connection.execute("ROLLBACK")


@contextmanager
def unreadable(pilot: Pilot[Any], table: str) -> Iterator[None]:
    """The disk gives back nothing of a table."""

    def read(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
        if table in sql:
            raise apsw.CorruptError("database disk image is malformed")
        return True

    store_of(pilot).connection.exec_trace = read
    yield
    store_of(pilot).connection.exec_trace = None


KEYS = {
    "remove": ["d"],
    "correct a level": ["plus"],
    "say personnel": ["p"],
    "say knowledge": ["K"],
    "say a tie": ["t"],
    "merge": ["V", "escape", "space", "j", "space", "m"],
    "undo": ["u"],
    "choose the lens": ["l"],
}


@pytest.mark.parametrize("what", KEYS)
def test_a_key_pressed_while_another_program_writes_is_told_of_and_works_afterwards(three: Path, what: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = names_in(pilot)
        with locked(three, pilot):
            await press(pilot, *KEYS[what])
            assert told(pilot)[-1].startswith(LOCKED)
            assert names_in(pilot) == before
        app_of(pilot).clear_notifications()
        await press(pilot, KEYS[what][-1])
        assert not any(sentence.startswith(LOCKED) for sentence in told(pilot))

    played(three, scenario)


def test_a_dialog_answered_while_another_program_writes_is_told_of(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "T")
        await paste(pilot, "city")
        with locked(three, pilot):
            await press(pilot, "enter")
            assert told(pilot)[-1].startswith(LOCKED)
        await press(pilot, "a")
        await paste(pilot, "Maya Okonjo")
        with locked(three, pilot):
            await press(pilot, "tab", "tab", "tab", "tab", "enter")
            assert told(pilot)[-1].startswith(LOCKED)
            assert "Maya Okonjo" in shown(pilot), "what was typed is there still"
        await press(pilot, "enter", "escape")
        assert "Maya Okonjo" in names_in(pilot)

    played(three, scenario)


def test_an_import_while_another_program_writes_changes_nothing(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_preview, "Store", partial(Store, busy_milliseconds=20))
    card = tmp_path / "maya.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Maya Okonjo\nEND:VCARD\n")

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        await paste(pilot, str(card))
        await press(pilot, "enter")
        with locked(three, pilot):
            await pilot.press("a")
            await until(pilot, LOCKED[:15])
            await until(pilot, "3 people")
        assert pages.everybody(store_of(pilot).connection) == 3

    played(three, scenario)


def test_a_dialog_that_cant_be_read_is_told_of_and_not_shown(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        before = names_in(pilot)
        with unreadable(pilot, "concerned"):
            await press(pilot, "w")
            assert told(pilot)[-1].startswith(f"{three} is damaged")
            assert isinstance(pilot.app.screen, PeopleView) and names_in(pilot) == before
        await press(pilot, "w")
        assert isinstance(pilot.app.screen_stack[1], ComposeScreen), "it can be read again"

    played(three, scenario)


def test_a_view_that_cant_be_read_is_told_of_and_shown_when_it_is_asked_for_again(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        with unreadable(pilot, "target"):
            await press(pilot, "2")
            assert told(pilot)[-1].startswith(f"{three} is damaged")
            await press(pilot, "2")
            assert told(pilot)[-1].startswith(f"{three} is damaged")
        app_of(pilot).changed()
        await press(pilot, "2")
        assert names_in(pilot)[0] == ADA
        assert "NEXT TO APPROACH" in await press(pilot, "1")

    played(three, scenario, begin=None)


def test_a_line_begun_in_a_dialog_while_another_program_writes_is_told_of_and_can_be_given(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        dialog = LineDialog("Which?", is_kept=True)
        await app_of(pilot).push_screen(dialog)
        with locked(three, pilot):
            await press(pilot, "x")
            await until_true(lambda: bool(told(pilot)))
            assert told(pilot)[-1].startswith(LOCKED)
        assert pilot.app.screen is dialog and pilot.app._exception is None
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PeopleView)

    played(three, scenario)


def test_a_mistake_made_again_is_said_in_the_place_of_the_last_time(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        with locked(three, pilot):
            await press(pilot, "d", "d", "plus")
            assert len([sentence for sentence in told(pilot) if sentence.startswith(LOCKED)]) == 1

    played(three, scenario)


def test_choosing_a_theme_while_another_program_writes_holds_until_the_app_ends(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        with locked(three, pilot):
            pilot.app.theme = "nord"
            await settled(pilot)
            assert told(pilot)[-1].startswith(LOCKED)
        assert pilot.app.theme == "nord"

    played(three, scenario)


def test_the_theme_is_remembered_and_one_that_is_gone_is_no_trouble(three: Path) -> None:
    async def choose(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+p")
        await paste(pilot, "change the theme")
        await until(pilot, "Picks other colours")
        await press(pilot, "enter")
        await until(pilot, "Search for themes")
        await paste(pilot, "solarized-light")
        await until(pilot, "solarized-dark", is_gone=True)
        await press(pilot, "down", "enter")

    async def look(pilot: Pilot[Any]) -> None:
        assert pilot.app.theme == "solarized-light"
        settings.put_local(store_of(pilot), "theme", "no-such-theme")

    async def look_again(pilot: Pilot[Any]) -> None:
        assert pilot.app.theme == "textual-dark"

    played(three, choose)
    played(three, look)
    played(three, look_again)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "ansi-light"])
def test_every_view_shows_in_light_and_terminal_colours(three: Path, theme: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme
        assert "Birthday" in await press(pilot, "e")
        await press(pilot, "escape")
        for key, word in (("5", "Urban planner"), ("7", "Nobody is here twice"), ("8", "Nothing was imported")):
            assert word in await press(pilot, key)

    played(three, scenario, (80, 24))


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_what_is_said_stands_on_the_terminals_own_ground_whichever_of_its_themes_is_chosen(
    three: Path, theme: str
) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme
        app_of(pilot).tell("Nothing to undo.")
        assert "Nothing to undo." in await press(pilot, "j")
        segments = [one for strip in pilot.app.screen._compositor.render_strips(pilot.app.size) for one in strip]
        (said,) = (one for one in segments if "Nothing to undo" in one.text)
        assert said.style and said.style.bgcolor and said.style.bgcolor.is_default

    played(three, scenario)


def test_without_colour_the_cursor_and_the_marks_can_still_be_seen(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "● " in await press(pilot, "space")
        strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
        (cursor,) = (strip for strip in strips if strip.text.startswith("● "))
        assert any(segment.style and segment.style.reverse for segment in cursor)

    played(three, scenario)


def test_what_another_program_writes_is_shown_within_a_moment(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "j")
        here = cursor_on(pilot)
        with Store(three) as other:
            people.add(other, "Maya Okonjo", "Urban Planner", "Brook")
        await until(pilot, "Maya Okonjo")
        await settled(pilot)
        assert "4 people" in shown(pilot) and cursor_on(pilot) == here

    played(three, scenario)


def test_a_person_removed_by_another_program_closes_their_screen(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        with Store(three) as other:
            (ada,) = (line for line in pages.People(other.connection).lines(0, 9) if line.name == ADA)
            people.remove(other, [ada.id], "remove her")
        await until(pilot, "2 people")
        assert ADA not in names_in(pilot)

    played(three, scenario)


def test_a_target_of_another_program_ranks_the_list_on_screen(path: Path) -> None:
    with Store(path) as store:
        people.add(store, BO, "Pastry Chef", "Copper Bakery")

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "by name" in shown(pilot)
        with Store(path) as other:
            targets.add(other, name="Baker")
        await until(pilot, "crystal lens")
        assert "for Baker" in shown(pilot)

    played(path, scenario)


def editor(folder: Path, script: str) -> Path:
    """A program that edits, or does not."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


EDITORS = {
    "exit 3": "exit status 3",
    'rm "$1"': "No such file",
    'printf "\\377" > "$1"': "codec can't decode",
}


@pytest.mark.usefixtures("terminal_to_lend")
@pytest.mark.parametrize("script", EDITORS)
def test_an_editor_that_fails_changes_nothing(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor(tmp_path, script)))
    assert_not_edited(three, EDITORS[script])


@pytest.mark.usefixtures("terminal_to_lend")
@pytest.mark.parametrize(("command", "why"), [("no-such-editor --wait", "No such file"), ("vi '", "No closing")])
def test_an_editor_that_can_not_be_run_changes_nothing(
    three: Path, monkeypatch: pytest.MonkeyPatch, command: str, why: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    assert_not_edited(three, why)


@pytest.mark.usefixtures("terminal_to_lend")
@pytest.mark.parametrize("name", ["A" * 400, "😀" * 300, "../" * 90])
def test_a_note_on_somebody_of_a_very_long_name_opens_in_the_editor(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("VISUAL", str(editor(tmp_path, 'echo "Written there." > "$1"')))
    with Store(three) as store:
        (ada,) = (line for line in pages.People(store.connection).lines(0, 9) if line.name == ADA)
        known = people.detail(store.connection, ada.id)
        assert known
        people.edit(store, known.person, display=name)

    async def scenario(pilot: Pilot[Any]) -> None:
        row = table_of(pilot)._pages.position(ada.id)
        table_of(pilot).cursor_row = row or 0
        await press(pilot, "E")
        found = people.detail(store_of(pilot).connection, ada.id)
        assert found and found.person.about == "Written there."

    played(three, scenario)


@pytest.mark.usefixtures("terminal_to_lend")
def test_without_a_folder_for_temporary_files_an_editor_is_not_opened(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))

    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "E")
        assert told(pilot)[-1].startswith("The note was not opened in an editor: its copy could not be written")

    played(three, scenario)


@pytest.fixture
def terminal_to_lend(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot has no terminal that an editor could take over."""
    monkeypatch.setattr(CoffeechatApp, "suspend", lambda app: nullcontext())


def test_where_no_editor_can_be_shown_that_is_said(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert_not_edited(three, "an editor can't be shown here")


def assert_not_edited(path: Path, why: str) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "E")
        assert told(pilot)[-1].startswith("The note was not saved from the editor ") and why in told(pilot)[-1]
        assert "What you wrote is kept in " in told(pilot)[-1]
        await press(pilot, "j")
        assert cursor_on(pilot) != ADA

    played(path, scenario)
    with Store(path) as store:
        (ada,) = (line for line in pages.People(store.connection).lines(0, 9) if line.name == ADA)
        known = people.detail(store.connection, ada.id)
        assert known and (known.person.about or "").startswith("Built the open-data portal.")


def test_a_damaged_keymap_is_told_of_and_the_app_goes_on(three: Path) -> None:
    keys_path().parent.mkdir(parents=True)
    keys_path().write_text("[keys\n")

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "keymap is not valid TOML" in told(pilot)[0]
        await press(pilot, "j")
        assert cursor_on(pilot) != ADA

    played(three, scenario)


def test_a_daily_copy_that_can_not_be_made_is_told_of(three: Path) -> None:
    (three.parent / "backups").write_text("a file where the folder should be")

    async def scenario(pilot: Pilot[Any]) -> None:
        assert "backups" in told(pilot)[0]

    played(three, scenario)


def test_a_file_that_turns_out_unreadable_just_as_its_preview_is_left_closes_nothing_else(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        preview = import_preview.ImportPreview(path.with_name("connections.csv"))
        await app_of(pilot).push_screen(preview)
        preview.post_message(Answered(preview.dismiss))  # what its worker sends, still on its way
        preview.action_leave()
        assert "Look at the demo" in await press(pilot)

    played(path, scenario)


def test_a_click_on_what_was_just_removed_is_no_trouble(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        portrait = pilot.app.screen.query_one("#portrait")
        x, y = portrait.region.offset
        beside = portrait._parent
        portrait._detach()  # as in the moment until it is painted over
        pilot.app.screen._forward_event(MouseDown(None, x, y, 0, 0, 1, False, False, False, x, y))
        assert beside
        portrait._attach(beside)

    played(three, scenario)


@pytest.mark.parametrize(
    "keys", [["c"], ["e"], ["1", "a"], ["w", "escape"]], ids=["talk", "person", "reminder", "message"]
)
def test_nobody_is_held_by_what_cant_be_kept(three: Path, keys: list[str]) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        dialog = pilot.app.screen
        with locked(three, pilot):
            await press(pilot, "x", "escape")
            assert pilot.app.screen is dialog and told(pilot)[-1].endswith("To leave without it, close once more.")
            await press(pilot, "escape")
            assert pilot.app.screen is not dialog

    played(three, scenario)


def test_a_time_that_cant_be_read_is_said_once_and_is_there_again(three: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "c", *"fri 25:99", "escape")
        assert "By the clock of" in shown(pilot) and told(pilot)[-1].endswith("close once more.")
        assert "By the clock of" not in await press(pilot, "escape")
        await press(pilot, "3", "enter", "s")
        assert "fri 25:99" in shown(pilot)

    played(three, scenario)


def test_an_app_that_breaks_says_where_and_not_what_people_wrote(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(line: str) -> None:
        raise RuntimeError("in a test")

    async def break_it(pilot: Pilot[Any]) -> None:
        pilot.app.call_later(partial(broken, "the line that opens a vault"))
        while pilot.app.is_running:
            await pilot.pause(0.01)

    app = CoffeechatApp(path)
    app.run(headless=True, auto_pilot=break_it)
    assert app.return_code == 1
    said = capsys.readouterr().err
    assert "in a test" in said and "test_mishaps.py" in said
    assert "opens a vault" not in said


def test_what_was_found_for_a_view_is_shown_there_although_another_view_is_up(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        people_view = app_of(pilot).screen
        assert isinstance(people_view, View)
        await press(pilot, "3")
        people_view.post_message(Answered(lambda: people_view.note("found meanwhile")))
        assert "found meanwhile" in await press(pilot, "2")

    played(path, scenario)
