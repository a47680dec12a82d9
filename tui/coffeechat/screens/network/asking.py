"""Asks for one line: why an introduction was made without a yes, or whose name was given."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.widgets.cell_text import plain


class AskLine(AppModal[str]):
    """Gives back what was typed; nothing typed is no answer."""

    EXPLANATION = "Type one line and press enter; esc changes nothing."
    CSS = """
    AskLine > Vertical { width: 72; }
    AskLine Static { color: $text-muted; margin-bottom: 1; }
    """

    def __init__(self, title: str, why: str, hint: str) -> None:
        super().__init__()
        self._title, self._why, self._hint = title, why, hint

    def compose(self) -> ComposeResult:
        with self.framed(self._title):
            yield Static(plain(self._why), markup=False)
            yield Input(placeholder=self._hint, compact=True)
            yield CommandFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        line = event.value.strip()
        if line:
            self.dismiss(line)
