"""A dialog that asks for one line, and says below it how the line is understood."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.screens.view import AppModal
from coffeechat.widgets.cell_text import plain


class LineDialog(AppModal[str]):
    """Gives back what was typed. `preview` says how it is understood, or raises CoffeechatError with why it is not."""

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
    ) -> None:
        super().__init__()
        self._title = title
        self._told = told
        self._hint = hint
        self._preview = preview
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        with self.framed(self._title):
            if self._told:
                yield Static("\n".join(map(plain, self._told.splitlines())), id="told", markup=False)
            yield Input(placeholder=self._hint, compact=True)
            yield Static("", id="read", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self._read("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._read(event.value.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        line = event.value.strip()
        if self._read(line) and (line or self._may_be_empty):
            self.dismiss(line)

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
