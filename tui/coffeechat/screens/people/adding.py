"""Small dialogs of the view People: a new person, a tag."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.store import people

FIELDS = {
    "display": "Name",
    "title": "Job title",
    "organisation": "Organisation",
    "email": "E-mail",
    "phone": "Phone",
}


class AddPerson(AppModal[bytes]):
    """Asks for a name and, if known, the rest; gives back the new person's id."""

    EXPLANATION = (
        "Only the name is needed. enter goes to the next field, and from the last one adds the person."
    )
    CSS = """
    AddPerson { align: center middle; }
    AddPerson > Vertical { width: 60; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $primary; }
    AddPerson Static { text-style: bold; margin-bottom: 1; }
    AddPerson Input { margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Whom do you want to add?", markup=False)
            for name, label in FIELDS.items():
                yield Input(placeholder=label, compact=True, id=name)
            yield Button("Add", variant="primary", compact=True)
            yield CommandFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "phone":
            self._add()
        else:
            self.focus_next(Input)

    def on_button_pressed(self) -> None:
        self._add()

    def _add(self) -> None:
        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name in FIELDS}
        if not typed["display"]:
            self.coffeechat.tell("A name is needed, whatever you call them.", is_error=True)
            self.query_one("#display", Input).focus()
            return
        self.dismiss(people.add(self.store, **typed))


class AskTag(AppModal[str]):
    """Asks for a tag."""

    EXPLANATION = "Type a tag, such as alumni, and press enter."
    CSS = """
    AskTag { align: center middle; }
    AskTag > Vertical { width: 50; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $primary; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Which tag?", markup=False)
            yield Input(placeholder="alumni", compact=True)
            yield CommandFooter()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        tag = event.value.strip()
        if tag:
            self.dismiss(tag)
