"""A dialog that asks for one line, and says below it how the line is understood."""

from __future__ import annotations

import json
from collections.abc import Callable

from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.screens.view import AppModal
from coffeechat.store import settings
from coffeechat.widgets.cell_text import plain

SAVE_SECONDS = 0.5
BEGUN = "line"
"""The local setting that keeps the one line that is being typed."""


class LineDialog(AppModal[str]):
    """Gives back what was typed. `preview` says how it is understood, or raises CoffeechatError with why it is not.
    A line that `is_kept` stands there again if the app is killed; never one that is secret."""

    EXPLANATION = "Type a line; how it is understood stands below it. enter takes it, esc leaves everything as it is."
    CSS = """
    LineDialog > Vertical { width: 70; }
    LineDialog #told, LineDialog #read { height: auto; color: $text-muted; }
    LineDialog #told { padding-bottom: 1; }
    LineDialog #read.-wrong { color: $text-error; }
    """

    def __init__(
        self,
        title: str,
        *,
        told: str = "",
        hint: str = "",
        preview: Callable[[str], str] = lambda _: "",
        may_be_empty: bool = False,
        is_kept: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._told = told
        self._hint = hint
        self._preview = preview
        self._may_be_empty = may_be_empty
        self._is_kept = is_kept
        self._is_done = False
        self._text = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with self.framed(self._title):
            if self._told:
                yield Static("\n".join(map(plain, self._told.splitlines())), id="told", markup=False)
            yield Input(self._begun(), placeholder=self._hint, compact=True, select_on_focus=False)
            yield Static("", id="read", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self._read(self.query_one(Input).value.strip())

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm; a line that was taken or put away is done with."""
        if self._is_kept and self._is_done:
            settings.drop_local(self.store, BEGUN)
        elif self._is_kept:
            self._keep()

    def action_close(self) -> None:
        self._is_done = True
        super().action_close()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._text = event.value
        self._read(event.value.strip())
        if self._is_kept and self._timer is None:
            self._timer = self.set_timer(SAVE_SECONDS, self._keep)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        line = event.value.strip()
        if self._read(line) and (line or self._may_be_empty):
            self._is_done = True
            self.dismiss(line)

    def _begun(self) -> str:
        """What was typed for the same question when the app ended."""
        kept = json.loads(str(settings.local(self.store.connection, BEGUN) or "{}")) if self._is_kept else {}
        return str(kept.get(self._question, ""))

    def _keep(self) -> None:
        self._timer = None
        settings.put_local(self.store, BEGUN, json.dumps({self._question: self._text}))

    @property
    def _question(self) -> str:
        return f"{self._title} {self._told}"

    def _read(self, line: str) -> bool:
        """Say how the line is understood, and whether it is."""
        told = self.query_one("#read", Static)
        try:
            said, is_wrong = self._preview(line) if line or self._may_be_empty else "", False
        except CoffeechatError as error:
            said, is_wrong = str(error), True
        told.update(plain(said))
        told.set_class(is_wrong, "-wrong")
        return not is_wrong
