"""Export: where to, in which format."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal


class ExportScreen(AppModal[None]):
    """One line to type: the file's name says the format."""

    EXPLANATION = (
        "json holds everything and can be restored; vcf is for address books; csv is for spreadsheets. "
        "The file's ending says which."
    )
    CSS = """
    ExportScreen { align: center middle; }
    ExportScreen > Vertical { width: 70; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $primary; }
    ExportScreen Input { margin: 1 0; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(
                "Export to which file?  .json everything, .vcf address book, .csv spreadsheet", markup=False
            )
            yield Input(str(Path.home() / "coffeechat.json"), compact=True)
            yield Button("Export", variant="primary", compact=True)
            yield CommandFooter()

    def on_input_submitted(self) -> None:
        self._export()

    def on_button_pressed(self) -> None:
        self._export()

    def _export(self) -> None:
        from coffeechat.exchange.exporting import export_to_file

        path = Path(self.query_one(Input).value).expanduser()
        count = export_to_file(self.store, path, path.suffix.removeprefix(".").casefold() or "json")
        self.dismiss()
        self.coffeechat.tell(f"{count:,} people written to {path}.")
