"""Picking the file to import: type a path, or walk through the folders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from coffeechat.app import CoffeechatApp

SUFFIXES = (".csv", ".zip", ".vcf", ".vcard")
"""What the list shows besides folders; any other file can be typed."""

COLUMNS = (
    Column("name", "Name", 1.0, min_width=20, priority=9),
    Column("size", "Size", 9, align="right", priority=2),
    Column("changed", "Changed", 16, priority=1),
)


def pick_and_import(app: CoffeechatApp) -> None:
    """Ask for a file, then show what it would bring."""
    app.push_screen(FilePicker(), lambda path: path and _import(app, path))


def _import(app: CoffeechatApp, path: Path) -> None:
    from coffeechat.screens.import_preview import ImportPreview

    app.push_screen(ImportPreview(path))


class FilePicker(AppModal[Path]):
    """A path to type, and the folder it is in."""

    EXPLANATION = (
        "LinkedIn: in Settings, Data privacy, ask for a copy of your data; the zip that comes by mail is read as it is, "
        "or the Connections.csv in it. Phone: export your contacts as vCard (.vcf)."
    )
    OWN_COMMANDS = (
        Command(
            id="files.up",
            title="The folder above",
            help="Goes to the folder that holds this one.",
            action="up",
            keys=("backspace", "left"),
            group="Files",
            footer=70,
            short="Up",
        ),
    )
    CSS = """
    FilePicker { align: center middle; }
    FilePicker > Vertical { width: 90; max-width: 100%; height: 90%; padding: 0 2; background: $surface; border: round $primary; }
    FilePicker #where { color: $text-muted; }
    FilePicker Input { margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = _first_folder()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(
                "Which file?  A LinkedIn export (zip, csv, or its folder) or a vCard file.", markup=False
            )
            yield Static("", id="where", markup=False)
            yield Input(placeholder="type a path, or a part of a name", compact=True)
            yield VirtualTable(
                COLUMNS, MemoryRows(), empty_text="Nothing to import in here.", has_marks=False
            )
            yield CommandFooter()

    def on_mount(self) -> None:
        self._list("")
        self.query_one(VirtualTable).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        typed = Path(event.value).expanduser()
        if event.value.endswith("/") and typed.is_dir():
            self._folder = typed
            self._list("")
        else:
            self._list(event.value.rpartition("/")[2])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed = self._folder / Path(event.value).expanduser()
        row = self.query_one(VirtualTable).highlighted
        if event.value and typed.exists():
            self._choose(typed)
        elif row is not None:
            self._choose(self._folder / str(row.key))
        else:
            self.coffeechat.tell(f"There is no file {typed}.", is_error=True)

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        self._choose(self._folder / str(event.row.key))

    def action_up(self) -> None:
        self._go_to(self._folder.parent)

    def _choose(self, path: Path) -> None:
        if path.is_dir() and not _is_export(path):
            self._go_to(path.resolve())
        else:
            self.dismiss(path)

    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        self.query_one(Input).value = ""
        self._list("")
        self.query_one(VirtualTable).focus()

    def _list(self, part: str) -> None:
        self.query_one("#where", Static).update(str(self._folder))
        found = [_row(path) for path in _entries(self._folder) if part.casefold() in path.name.casefold()]
        self.query_one(VirtualTable).show(MemoryRows(found))


def _first_folder() -> Path:
    downloads = Path.home() / "Downloads"
    return downloads if downloads.is_dir() else Path.cwd()


def _is_export(folder: Path) -> bool:
    """An unpacked LinkedIn archive is imported as it is, not walked into."""
    return any(path.name.casefold() == "connections.csv" for path in _readable(folder))


def _entries(folder: Path) -> list[Path]:
    """Files that might be imported, the newest first, then the folders."""
    found = [path for path in _readable(folder) if not path.name.startswith(".")]
    folders = sorted((path for path in found if path.is_dir()), key=lambda path: path.name.casefold())
    files = [path for path in found if path.suffix.casefold() in SUFFIXES and path.is_file()]
    return [*sorted(files, key=_changed, reverse=True), *folders]


def _readable(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError:  # a folder that may not be read shows as an empty one
        return


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _row(path: Path) -> TableRow:
    if path.is_dir():
        return TableRow(path.name, (f"{path.name}/", "", ""), tone="dim")
    found = path.stat()
    size = f"{found.st_size / 1024:,.0f} KB"
    return TableRow(path.name, (path.name, size, f"{datetime.fromtimestamp(found.st_mtime):%Y-%m-%d %H:%M}"))
