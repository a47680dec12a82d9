"""A form tells what was typed once the keys rest, hands it over, and keeps what could not be stored."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coffeechat.errors import CoffeechatError
from coffeechat.widgets.form import Field, Form
from screen_text import played

FIELDS = (
    Field("name", "Name", "Ada"),
    Field("notes", "Notes", "one\ntwo", lines=3),
    Field("tag", "Tag", hint="alumni"),
)


class Full(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("There is no room.")


class FormApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.stored: list[tuple[str, str]] = []
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield Form(*FIELDS)

    def on_form_rested(self) -> None:
        self.heard.append("rested")

    def on_form_completed(self) -> None:
        self.heard.append("completed")

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    def store(self, name: str, value: str) -> None:
        self.stored.append((name, value))


def run(scenario: Any) -> FormApp:
    app = FormApp()
    played(app, scenario)
    return app


def test_nothing_is_handed_over_while_nothing_was_typed() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, FormApp)
        assert not pilot.app.form.save(pilot.app.store)

    assert run(scenario).stored == []


def test_what_was_typed_is_handed_over_once_and_without_blanks_around_it() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, FormApp)
        await pilot.press("space", "L", "space")
        assert pilot.app.form.save(pilot.app.store)
        assert not pilot.app.form.save(pilot.app.store)
        assert pilot.app.form.values["name"] == "Ada L"

    assert run(scenario).stored == [("name", "Ada L")]


def test_it_tells_when_the_keys_rest() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, FormApp)
        await pilot.press("x")
        while not pilot.app.heard:
            await asyncio.sleep(0.02)

    assert run(scenario).heard == ["rested"]


def test_it_tells_while_somebody_types_on_and_on() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, FormApp)
        begun = time.monotonic()
        while not pilot.app.heard:
            await pilot.press("x")
            assert time.monotonic() - begun < 20, "keys that never rest are never saved"

    assert run(scenario).heard == ["rested"]


def test_what_can_not_be_stored_stays_to_be_tried_again_and_the_rest_is_stored() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, FormApp)
        app.form.query_one("#name", Input).value = "Bo"
        app.form.query_one("#tag", Input).value = "city"
        await pilot.pause()

        def refuse(name: str, value: str) -> None:
            if name == "name":
                raise Full
            app.store(name, value)

        with pytest.raises(Full):
            app.form.save(refuse)
        assert app.stored == [("tag", "city")]
        assert app.form.save(app.store)

    assert run(scenario).stored == [("tag", "city"), ("name", "Bo")]


def test_enter_goes_on_and_completes_in_the_last_field() -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        assert isinstance(pilot.app.focused, TextArea)
        await pilot.press("tab", "enter")

    assert run(scenario).heard == ["completed"]


def test_what_a_terminal_would_obey_does_not_stand_in_a_field() -> None:
    assert Field("name", "Name", "a\x1b[31mb\nc\u202e").shown == "a[31mb c"
    assert Field("notes", "Notes", "a\x07\nb", lines=2).shown == "a\nb"
