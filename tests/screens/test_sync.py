"""The screen Sync: set up on the first machine, join on the second, shut one out, all without leaving the app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coffeechat.screens.sync.link import LinkDialog
from coffeechat.store import people
from coffeechat.store.store import Store
from coffeechat.sync import membership, recovery
from coffeechat.sync.session import Session
from relay import RelayProcess
from screens.opened import app_of, names_in, paste, played, press, told, until


def test_a_first_machine_is_set_up_and_a_second_joins(tmp_path: Path) -> None:
    with Store(tmp_path / "first.db") as store:
        people.add(store, "Ada Lindqvist")

    async def set_up(pilot: Pilot[Any]) -> str:
        await press(pilot, "9", "s")
        await paste(pilot, relay.url)
        await press(pilot, "enter")
        await until(pilot, "Add a machine")
        dialog = pilot.app.screen
        assert isinstance(dialog, LinkDialog)
        await press(pilot, "escape")
        await until(pilot, "this one")
        await until(pilot, "Seen")
        await until(pilot, "⇅ synced")
        return dialog._line.split("'")[1]

    async def join(pilot: Pilot[Any]) -> None:
        await press(pilot, "9", "o")
        await paste(pilot, line)
        await press(pilot, "enter")
        await until(pilot, "this one")
        await until(pilot, "⇅ synced")
        await press(pilot, "2")
        await until(pilot, "Ada Lindqvist")
        assert names_in(pilot) == ["Ada Lindqvist"]

    async def shut_out(pilot: Pilot[Any]) -> None:
        await press(pilot, "9")
        await until(pilot, "this one")
        await press(pilot, "j", "d")
        await until(pilot, "type yes")
        await paste(pilot, "no")
        assert "Type yes" in await press(pilot, "enter")
        await press(pilot, "backspace", "backspace")
        await paste(pilot, "yes")
        await press(pilot, "enter")
        await until(pilot, "Add a machine")
        await press(pilot, "escape")
        await until(pilot, "synced")

    with RelayProcess(tmp_path / "relay") as relay:
        line = played(tmp_path / "first.db", set_up)
        played(tmp_path / "second.db", join)
        played(tmp_path / "first.db", shut_out)


def test_wrong_words_and_addresses_are_told_of_while_they_are_typed(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "9", "s")
        assert "plain HTTP" in await paste(pilot, "http://relay.example.org")
        await press(pilot, "escape", "o")
        assert "mistake" in await paste(pilot, "https://relay.example.org#" + "A" * 48)
        await press(pilot, "escape", "o")
        await paste(pilot, "https://relay.example.org")
        await press(pilot, "enter")
        assert "open no vault" in await paste(pilot, "these are not the right ones")
        await press(pilot, "enter", "escape")
        assert app_of(pilot).sync_status.state == "off"

    played(path, scenario)


def test_an_address_where_no_relay_answers_changes_nothing(path: Path) -> None:
    async def scenario(pilot: Pilot[Any]) -> None:
        await press(pilot, "9", "s")
        await paste(pilot, "http://127.0.0.1:9")
        await press(pilot, "enter")
        assert any("can't be reached" in sentence for sentence in told(pilot))
        await until(pilot, "Not set up.")

    played(path, scenario)


def test_an_open_app_notices_that_its_file_was_set_up_from_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "first.db"

    async def scenario(pilot: Pilot[Any]) -> None:
        assert app_of(pilot).sync_status.state == "off"
        with Store(path) as store:
            line = membership.set_up(store, relay.url)
        await until(pilot, "⇅ synced")
        with Store(tmp_path / "second.db") as store:
            membership.join(store, *recovery.read_line(line))
            people.add(store, "Ada Lindqvist")
            with Session(store) as session:
                session.sync()
        await press(pilot, "2")
        await until(pilot, "Ada Lindqvist")

    with RelayProcess(tmp_path / "relay") as relay:
        played(path, scenario)
