"""The templates: those that come with the app to read and to copy, one's own to write."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.templates import MessageTemplate
from coffeechat.method.touches import NOUNS
from coffeechat.screens.outreach.template_form import TemplateForm
from coffeechat.screens.view import AppModal
from coffeechat.store import templates
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Templates"

COLUMNS = (
    Column("name", "Template", 1.4, min_width=24, priority=9),
    Column("kind", "Kind", 24, priority=7),
    Column("whose", "", 6, priority=5),
    Column("language", "In", 2, priority=6),
)


class TemplatesDialog(AppModal[None]):
    """A list, and below it the words of the one under the cursor."""

    EXPLANATION = (
        "A template has slots in braces: what is known of a person is filled in; what is not stays to be seen, and "
        "keeps the message here. What stands in [square brackets] is left out while one of its slots is not known. "
        "Your own come before those of the app; e on one of the app's makes a copy of yours."
    )
    OWN_COMMANDS = (
        Command(
            id="templates.add",
            title="Add a template",
            help="Begins one of your own.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="templates.edit",
            title="Edit",
            help="Opens the fields of yours; one of the app's is copied first.",
            action="edit",
            keys=("e",),
            group=_GROUP,
            footer=75,
        ),
        Command(
            id="templates.remove",
            title="Remove",
            help="Takes one of yours off the list; u brings it back.",
            action="remove",
            keys=("d", "delete"),
            group=_GROUP,
        ),
    )
    CSS = """
    TemplatesDialog > Vertical { width: 100; height: 100%; }
    TemplatesDialog VirtualTable { height: 1fr; }
    TemplatesDialog VerticalScroll { height: 1fr; margin-top: 1; }
    TemplatesDialog.-short VerticalScroll { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._templates: list[MessageTemplate] = []

    def compose(self) -> ComposeResult:
        with self.framed("Templates"):
            yield VirtualTable(COLUMNS, MemoryRows(), has_marks=False, enter="Edit")
            with VerticalScroll(can_focus=False):
                yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def on_screen_resume(self) -> None:
        self.reload()

    def reload(self) -> None:
        """The cursor stays on its template, or goes to one that was just made."""
        there, before = self._template(), {_key(template) for template in self._templates}
        self._templates = templates.everything(self.store.connection)
        keys = [_key(template) for template in self._templates]
        made = [key for key in keys if before and key not in before]
        wanted = made[0] if made else there and _key(there)
        table = self.query_one(VirtualTable)
        table.show(MemoryRows([_row(template) for template in self._templates]))
        table.cursor_row = keys.index(wanted) if wanted in keys else 0

    def on_virtual_table_highlighted(self) -> None:
        template = self._template()
        lines = [template.subject, "", *template.body.splitlines()] if template else []
        self.query_one(Paragraphs).paragraphs = tuple(
            Paragraph(Content.styled(plain(line), "bold" if place == 0 else "$text-muted"))
            for place, line in enumerate(lines)
        )

    def on_virtual_table_opened(self) -> None:
        self.action_edit()

    def action_add(self) -> None:
        self.coffeechat.push_screen(TemplateForm(None))

    def action_edit(self) -> None:
        template = self._template()
        if template:
            self.coffeechat.push_screen(TemplateForm(template))

    def action_remove(self) -> None:
        template = self._template()
        if template is None:
            return
        if template.own_id is None:
            self.coffeechat.tell(f"“{template.name}” comes with the app and stays; e makes a copy of yours.")
            return
        templates.remove(self.store, template.own_id)
        self.coffeechat.changed()
        self.coffeechat.tell(f"Removed {template.name}. u takes it back.")

    def _template(self) -> MessageTemplate | None:
        row = self.query_one(VirtualTable).highlighted
        return next((template for template in self._templates if row and _key(template) == row.key), None)


def _key(template: MessageTemplate) -> str:
    return template.own_id.hex() if template.own_id else template.name


def _row(template: MessageTemplate) -> TableRow:
    cells = (
        template.name,
        NOUNS.get(template.kind, template.kind),
        "yours" if template.own_id else "",
        template.language,
    )
    return TableRow(_key(template), cells, tone="strong" if template.own_id else "")
