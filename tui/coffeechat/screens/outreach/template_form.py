"""The fields of a template of one's own; one of the app's is copied with the first change."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.method.messages import language_of
from coffeechat.method.templates import FORMALITIES, MessageTemplate, check, variables
from coffeechat.method.touches import NOUNS, kind_named
from coffeechat.records import Template
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import templates
from coffeechat.widgets.form import Field, Form

NAME, KIND, FORMALITY, SUBJECT, BODY = "name", "kind", "formality", "subject", "body"


class TemplateForm(FormDialog):
    """Saved as it is typed, whatever is in it; what can't be filled is told of."""

    EXPLANATION = (
        "A template comes into being with its name. Slots in braces are filled from what is known, {given} for one. "
        "A slot that there is not is kept as you typed it, and told of; a message with one in it is not sent."
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    CSS = """
    TemplateForm > Vertical { width: 96; }
    TemplateForm #slots { color: $text-muted; height: auto; }
    TemplateForm.-short #slots { display: none; }
    """

    def __init__(self, template: MessageTemplate | None) -> None:
        super().__init__()
        self._template = template
        self._row: Template | None = None

    def title_text(self) -> str:
        if self._template is None:
            return "A template of your own"
        return self._template.name if self._template.own_id else f"Your copy of “{self._template.name}”"

    def fields(self) -> list[Field]:
        template = self._template or MessageTemplate(name="", kind="", subject="", body="")
        is_copy = self._template is not None and template.own_id is None
        return [
            Field(NAME, "Name", f"My {template.name[:1].lower()}{template.name[1:]}" if is_copy else template.name),
            Field(KIND, "Kind", NOUNS.get(template.kind, template.kind), "ask, thank-you, follow-up …; any if nothing"),
            Field(FORMALITY, "Formality", template.formality, "formal, informal, or nothing for both"),
            Field(SUBJECT, "Subject", template.subject),
            Field(BODY, "Words", template.body, lines=9),
        ]

    def compose(self) -> ComposeResult:
        self.form = Form(*self.fields())
        with self.framed(self.title_text()):
            yield self.form
            yield Static(f"Slots: {'  '.join(f'{{{name}}}' for name in variables())}", id="slots", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        if self._template and self._template.own_id:
            self._row = templates.get(self.store.connection, self._template.own_id)

    def store_field(self, name: str, value: str) -> None:
        if self._row is None:
            self._add()
        elif name == NAME and not value:
            self.coffeechat.tell("A template needs a name: the old one stays until you type another.", is_error=True)
        else:
            templates.edit(self.store, self._row, name, self._cell(name, value))
            self._row = templates.get(self.store.connection, self._row.id)
        self._tell_of(name, value)

    def action_close(self) -> None:
        super().action_close()
        if self._row is None and not self.form.values[NAME] and any(self.form.values[name] for name in (SUBJECT, BODY)):
            self.coffeechat.tell("Without a name there is no template, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        """As soon as there is a name, with whatever else stands there."""
        cells = {name: self._cell(name, value) or None for name, value in self.form.values.items()}
        if name := cells.pop(NAME):
            self._row = templates.add(self.store, name, language=language_of(self.form.values[BODY]), **cells)

    def _cell(self, name: str, value: str) -> str:
        """What is stored for what was typed."""
        if name == KIND:
            return kind_named(value) or "message"
        return value if name != FORMALITY or value in FORMALITIES else ""

    def _tell_of(self, name: str, value: str) -> None:
        """What was kept and yet can't be used like this."""
        if name == KIND and value and kind_named(value) is None:
            kinds = ", ".join(NOUNS.values())
            self.coffeechat.tell(
                f"“{value}” is no kind of message, so it counts as any. They are: {kinds}.", is_error=True
            )
        elif name == FORMALITY and value not in FORMALITIES:
            self.coffeechat.tell(f"“{value}” is neither formal nor informal, so it counts for both.", is_error=True)
        elif name in (SUBJECT, BODY):
            try:
                check(value)
            except CoffeechatError as error:
                self.coffeechat.tell(str(error), is_error=True)
