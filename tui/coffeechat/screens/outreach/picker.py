"""Choosing a template, and with it the kind of message."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.folding import fold
from coffeechat.method.messages import LANGUAGES
from coffeechat.method.templates import MessageTemplate
from coffeechat.method.touches import NOUNS
from coffeechat.screens.box_and_list import BoxAndList
from coffeechat.store import sender, templates
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS = (
    Column("name", "Template", 1.4, min_width=24, priority=9),
    Column("kind", "Kind", 24, priority=7),
    Column("whose", "", 5, priority=5),
    Column("language", "In", 2, priority=6),
)


class TemplatePicker(BoxAndList[MessageTemplate]):
    """Those of the kind at hand first, and in your language; type to narrow the list."""

    EXPLANATION = (
        "Type a word of a template's name or kind; enter writes the message anew from it. "
        "ctrl+z in the text takes that back."
    )
    OWN_COMMANDS = (
        Command(
            id="picker.templates",
            title="Edit the templates",
            help="Lists all templates, to read, to copy and to write your own.",
            action="app.templates",
            keys=("ctrl+t",),
            group="List",
            footer=80,
            short="Edit them",
        ),
    )
    CSS = """
    TemplatePicker > Vertical { width: 76; height: 90%; }
    TemplatePicker Input { margin-bottom: 1; background: $boost; }
    TemplatePicker.-short Input { margin-bottom: 0; }
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._templates: list[MessageTemplate] = []

    def compose(self) -> ComposeResult:
        with self.framed("Write from which template?"):
            yield Input(placeholder="ask, thanks, introduction …", compact=True)
            yield VirtualTable(
                COLUMNS, MemoryRows(), empty_text="No template has all these words.", has_marks=False, enter="Choose"
            )
            yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        known = templates.everything(self.store.connection)
        language = sender.load(self.store.connection).language or LANGUAGES[0]
        self._templates = sorted(
            known, key=lambda template: (template.kind != self._kind, template.language != language)
        )
        self._narrow(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def on_input_submitted(self) -> None:
        self.table.action_open()

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        self.dismiss(self._templates[int(event.row.key)])

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        rows = [
            TableRow(str(place), _cells(template))
            for place, template in enumerate(self._templates)
            if all(word in fold(f"{template.name} {NOUNS.get(template.kind, '')}") for word in words)
        ]
        self.table.show(MemoryRows(rows))


def _cells(template: MessageTemplate) -> tuple[str, ...]:
    return template.name, NOUNS.get(template.kind, ""), "yours" if template.own_id else "", template.language
