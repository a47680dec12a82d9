"""Small dialogs of the view People: a new person, a tag."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Button, Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.store import people
from coffeechat.widgets.form import Field, Form

FIELDS = (
    Field("display", "Name", hint="all that is needed"),
    Field("title", "Job title", hint="as they write it themselves"),
    Field("organisation", "Organisation"),
    Field("email", "E-mail"),
    Field("phone", "Phone"),
)


class AddPerson(AppModal[bytes]):
    """Asks for a name and, if known, the rest; gives back the new person's id."""

    EXPLANATION = "Only the name is needed. enter goes to the next field, and from the last one adds the person."
    CSS = "AddPerson > Vertical { width: 64; }"

    def compose(self) -> ComposeResult:
        with self.framed("Add a person"):
            yield Form(*FIELDS)
            yield Button("Add", variant="primary", compact=True)
            yield CommandFooter()

    def on_form_completed(self) -> None:
        self._add()

    def on_button_pressed(self) -> None:
        self._add()

    def _add(self) -> None:
        typed = self.query_one(Form).values
        if not typed["display"]:
            self.coffeechat.tell("A name is needed, whatever you call them.", is_error=True)
            self.query_one("#display", Input).focus()
            return
        self.dismiss(people.add(self.store, **typed))


class AskTag(AppModal[str]):
    """Asks for a tag."""

    EXPLANATION = "Type a tag, such as alumni, and press enter. tag:alumni in the filter finds them again."
    CSS = "AskTag > Vertical { width: 50; }"

    def compose(self) -> ComposeResult:
        with self.framed("Which tag?"):
            yield Input(placeholder="alumni", compact=True)
            yield CommandFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        tag = event.value.strip()
        if tag:
            self.dismiss(tag)
