"""The sources about a person, their organisation and the job wanted; one of them can be linked to a question."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.records import ResearchSource
from coffeechat.screens.research.form import SourceForm
from coffeechat.screens.view import AppModal
from coffeechat.store import research
from coffeechat.store.research import Subject
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Sources"

COLUMNS = (
    Column("title", "Read", 1.4, min_width=18, priority=9),
    Column("about", "About", 12, priority=7),
    Column("kind", "Kind", 8, priority=5),
    Column("at", "Noted", 10, priority=4),
)


class SourcesDialog(AppModal[bytes]):
    """A list to add to and to read in. Opened to link one, enter gives its id back."""

    EXPLANATION = (
        "What you read before you ask: Berkeley's first step. A source linked to a question makes it well-informed; "
        "what is written here you need not ask any more (rule Q02)."
    )
    OWN_COMMANDS = (
        Command(
            id="sources.add",
            title="Add a source",
            help="Notes a book, site, article or job description, and what it says.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="sources.edit",
            title="Edit",
            help="Opens the fields of this source; each saves itself.",
            action="edit",
            keys=("e",),
            group=_GROUP,
            footer=70,
        ),
        Command(
            id="sources.visit",
            title="Open the address",
            help="Opens the page in your browser.",
            action="visit",
            keys=("o",),
            group=_GROUP,
            footer=65,
            short="Open page",
        ),
        Command(
            id="sources.remove",
            title="Remove",
            help="Takes this source off the list; u brings it back.",
            action="remove",
            keys=("d", "delete"),
            group=_GROUP,
        ),
    )
    CSS = """
    SourcesDialog > Vertical { width: 100; height: 80%; }
    SourcesDialog #says { height: auto; max-height: 8; padding: 1 0; color: $text-muted; }
    """

    def __init__(self, subject: Subject, *, is_to_link: bool = False) -> None:
        super().__init__()
        self._subject = subject
        self._is_to_link = is_to_link
        self._sources: list[ResearchSource] = []

    def compose(self) -> ComposeResult:
        names = ", ".join(self._subject.names)
        title = f"Link which source? {names}" if self._is_to_link else f"Read about {names}"
        empty = "Nothing is noted yet.\n\nRead before you ask: a adds a page, a report, an article, a job description."
        with self.framed(title):
            enter = "Link" if self._is_to_link else "Edit"
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False, enter=enter)
            yield Static("", id="says", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def on_screen_resume(self) -> None:
        self.reload()

    def reload(self) -> None:
        self._sources = research.about(self.store.connection, self._subject)
        table = self.query_one(VirtualTable)
        at = table.highlighted
        rows = MemoryRows([_row(source) for source in self._sources])
        table.show(rows)
        table.cursor_row = (at and rows.position(at.key)) or 0
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("edit", "visit", "remove") or bool(self._sources)

    def on_virtual_table_highlighted(self) -> None:
        source = self._source()
        self.query_one("#says", Static).update(plain(source.facts or source.quote or "") if source else "")

    def on_virtual_table_opened(self) -> None:
        source = self._source()
        if source and self._is_to_link:
            self.dismiss(source.id)
        else:
            self.action_edit()

    def action_add(self) -> None:
        self.coffeechat.push_screen(SourceForm(self._subject, None))

    def action_edit(self) -> None:
        source = self._source()
        if source:
            self.coffeechat.push_screen(SourceForm(self._subject, source))

    def action_visit(self) -> None:
        source = self._source()
        if source and (source.url or "").startswith(("https://", "http://")):
            self.app.open_url(source.url or "")
        elif source:
            self.coffeechat.tell(f"{source.title} has no address that begins with https://; e adds one.")

    def action_remove(self) -> None:
        source = self._source()
        if source:
            research.remove(self.store, source)
            self.coffeechat.changed()
            self.coffeechat.tell(f"Removed {source.title}. u takes it back.")

    def _source(self) -> ResearchSource | None:
        row = self.query_one(VirtualTable).highlighted
        return next((source for source in self._sources if row and source.id == row.key), None)


def _row(source: ResearchSource) -> TableRow:
    cells = (source.title or "", research.scope_of(source), source.kind or "", source.created_at[:10])
    return TableRow(source.id, cells)
