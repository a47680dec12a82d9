"""Export: where to, in which format."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Button, Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.screens.typed_path import is_there, typed_path
from coffeechat.screens.view import AppModal
from coffeechat.store.store import Store
from coffeechat.widgets.cell_text import plain

if TYPE_CHECKING:
    from coffeechat.exchange.exporting import Written

FORMATS = {
    ".json": "everything, to be restored",
    ".vcf": "for address books",
    ".csv": "for spreadsheets",
    ".ics": "the talks to come, for calendars",
    ".md": "the talks to come, a page each, to read or print",
}
"""What a file's ending stands for."""


class UnknownEnding(CoffeechatError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name or path} must end in {', '.join(FORMATS)}: the ending says what is written.")


class ExportScreen(AppModal[None]):
    """One line to type: the file's name says the format."""

    EXPLANATION = (
        "json holds everything and can be restored; vcf is for address books; csv is for spreadsheets; ics and md "
        "hold the talks to come, without what was said off the record. "
        "The file's ending says which."
    )
    CSS = """
    ExportScreen > Vertical { width: 70; }
    ExportScreen Input { margin: 1 0; background: $boost; }
    ExportScreen.-short Input { margin: 0; }
    ExportScreen #said { color: $text-warning; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked_for: Path | None = None

    def compose(self) -> ComposeResult:
        with self.framed("Export to which file?"):
            for ending, use in FORMATS.items():
                yield Static(f"{ending:<6} {use}", markup=False)
            yield Input("~/coffeechat.json", compact=True, select_on_focus=False)
            yield Static("", id="said", markup=False)
            yield Button("Export", variant="primary", compact=True)
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        self._say("")

    def on_input_submitted(self) -> None:
        self._export()

    def on_button_pressed(self) -> None:
        self._export()

    def _export(self) -> None:
        path = typed_path(self.query_one(Input).value.strip(), Path.cwd())
        ending = path.suffix.casefold()
        if ending not in FORMATS:
            raise UnknownEnding(path)
        if is_there(path) and path != self._asked_for:
            self._asked_for = path
            self._say(f"{path.name} is there already; enter again replaces it.")
            return
        self._asked_for = path
        self._say("Writing …")
        work = partial(_write, self.store.path, path, ending.removeprefix("."))
        self.work(work, self._finished, failed=lambda: self._say(""))

    def _finished(self, written: Written) -> None:
        self.dismiss()
        self.coffeechat.tell(f"{written} written to {self._asked_for}.")

    def _say(self, sentence: str) -> None:
        self.query_one("#said", Static).update(plain(sentence))


def _write(database: Path, path: Path, format_name: str) -> Written:
    """In a thread of its own: two seconds for 30,000 people."""
    from coffeechat.exchange.exporting import export_to_file

    with Store(database) as store:
        return export_to_file(store, path, format_name)
