"""Picking the file to import: type a path, or walk through the folders."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.screens.typed_path import is_folder, is_there, shown_path, typed_path
from coffeechat.store import settings
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from coffeechat.screens.view import OfApp

SUFFIXES = (".csv", ".zip", ".vcf", ".vcard")
"""What the list shows besides folders; any other file can be typed."""

FOLDER = "import folder"
"""The local setting that holds where the last import came from."""

ABOVE = ".."

COLUMNS = (
    Column("name", "Name", 1.0, min_width=20, priority=9),
    Column("size", "Size", 10, align="right", priority=2),
    Column("changed", "Changed", 16, priority=1),
)


def pick_and_import(screen: OfApp) -> None:
    """Ask for a file, then show what it would bring."""
    start = _first_folder(settings.local(screen.store.connection, FOLDER))
    screen.ask(FilePicker(start), lambda path: _import(screen, path))


def _import(screen: OfApp, path: Path) -> None:
    from coffeechat.screens.import_preview import ImportPreview

    screen.coffeechat.remember(FOLDER, str(path.parent))
    screen.coffeechat.push_screen(ImportPreview(path))


class FilePicker(BoxAndList[Path]):
    """A path to type, and what is in the folder it leads to."""

    EXPLANATION = (
        "LinkedIn: in Settings, Data privacy, ask for a copy of your data; the zip that comes by mail is read as it "
        "is, or the Connections.csv in it. Phone: export your contacts as vCard (.vcf)."
    )
    OWN_COMMANDS = (
        Command(
            id="files.up",
            title="The folder above",
            help="Goes to the folder that holds this one; in the box, backspace does so once it is empty.",
            action="up",
            keys=("left", "backspace"),
            group="Files",
            footer=80,
            short="Folder above",
        ),
    )
    CSS = """
    FilePicker > Vertical { width: 90; height: 90%; padding: 0 2; }
    FilePicker #where { color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    FilePicker Input { margin-bottom: 1; background: $boost; }
    FilePicker.-short > Vertical { height: 100%; padding: 0 1; }
    FilePicker.-short Input { margin-bottom: 0; }
    FilePicker.-short #what { display: none; }
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._base = folder
        """Where a path that is typed begins."""
        self._folder = folder
        """What the list shows."""

    def compose(self) -> ComposeResult:
        with self.framed("Import which file?"):
            yield Static("A LinkedIn export (zip, csv or folder), or vCards from a phone.", id="what", markup=False)
            yield Static("", id="where", markup=False)
            yield _PathInput(placeholder="type a path or a part of a name; enter opens", compact=True)
            yield VirtualTable(
                COLUMNS, MemoryRows(), empty_text="There is no such file.", has_marks=False, enter="Choose"
            )
            yield CommandFooter()

    def on_mount(self) -> None:
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        head, part = os.path.split(event.value)
        self._folder = typed_path(head, self._base) if head else self._base
        self._list(part)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_virtual_table_opened(self) -> None:
        self.action_choose()

    def on__path_input_emptied(self) -> None:
        self.action_up()

    def action_choose(self) -> None:
        typed = self.query_one(Input).value
        path = typed_path(typed, self._base)
        row = self.table.highlighted
        is_name = os.path.split(typed)[1] not in ("", ABOVE)
        if is_name and is_there(path):
            self._choose(path)
        elif row is not None:
            self._choose(self._folder / str(row.key))
        else:
            self.coffeechat.tell(f"There is no file {path}.", is_error=True)

    def action_up(self) -> None:
        self._go_to(self._folder.parent)

    def _choose(self, path: Path) -> None:
        if path.name == ABOVE:
            self.action_up()
        elif is_folder(path) and not _is_export(path):
            self._go_to(path.resolve())
        else:
            self.dismiss(path)

    def _go_to(self, folder: Path) -> None:
        self._base = self._folder = folder
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._list("")

    def _list(self, part: str) -> None:
        found = [one for one in _importable(self._folder) if part.casefold() in one.name.casefold()]
        nothing = "" if any(not one.is_folder for one in found) else ": nothing to import in here"
        self.query_one("#where", Static).update(plain(f"{shown_path(self._folder)}{nothing}"))
        self.table.show(MemoryRows([_row(one) for one in found]))


class _PathInput(Input):
    """Says when backspace or left has nothing to do in it."""

    class Emptied(Message):
        """Backspace or left in the empty box."""

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Emptied())

    def action_cursor_left(self, select: bool = False) -> None:
        if self.value:
            super().action_cursor_left(select)
        else:
            self.post_message(self.Emptied())


class _File(NamedTuple):
    """A file or folder in the list."""

    name: str
    is_folder: bool
    size: int
    changed: float


def _first_folder(last: object) -> Path:
    """Where the last import came from, else where browsers put what they load down."""
    places = (Path(str(last or "")), Path.home() / "Downloads", Path.cwd())
    return next(place for place in places if place.is_absolute() and is_folder(place))


def _is_export(folder: Path) -> bool:
    """An unpacked LinkedIn archive is imported as it is, not walked into."""
    return any(one.name.casefold() == "connections.csv" for one in _readable(folder))


def _importable(folder: Path) -> list[_File]:
    """Files that might be imported, the newest first, then the way up and the folders."""
    if not is_folder(folder):
        return []
    found = [one for one in _readable(folder) if not one.name.startswith(".")]
    folders = sorted((one for one in found if one.is_folder), key=lambda one: one.name.casefold())
    files = [one for one in found if not one.is_folder and one.name.casefold().endswith(SUFFIXES)]
    return [*sorted(files, key=lambda one: (-one.changed, one.name)), _File(ABOVE, True, 0, 0), *folders]


def _readable(folder: Path) -> list[_File]:
    """What is in a folder; one that may not be read, or does not exist, shows as empty."""
    try:
        with os.scandir(folder) as entries:
            return [one for one in map(_looked_at, entries) if one is not None]
    except (OSError, ValueError):
        return []


def _looked_at(entry: os.DirEntry[str]) -> _File | None:
    try:
        stat = entry.stat()
        return _File(entry.name, entry.is_dir(), stat.st_size, stat.st_mtime)
    except OSError:  # a link that leads nowhere, or a file that has just gone
        return None


def _row(one: _File) -> TableRow:
    if one.is_folder:
        return TableRow(one.name, (f"{one.name}/", "", ""), tone="dim")
    changed = f"{datetime.fromtimestamp(one.changed):%Y-%m-%d %H:%M}"
    return TableRow(one.name, (one.name, f"{max(1, round(one.size / 1024)):,} KB", changed))
