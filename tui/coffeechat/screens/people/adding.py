"""Small dialogs of the view People: a new person, a tag."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.person_form import keep_field
from coffeechat.screens.view import AppModal
from coffeechat.store import people
from coffeechat.widgets.form import Field

FIELDS = (
    Field("display", "Name", hint="all that is needed"),
    Field("title", "Job title", hint="as they write it themselves"),
    Field("organisation", "Organisation"),
    Field("email", "E-mail"),
    Field("phone", "Phone"),
)


class AddPerson(FormDialog):
    """A new person comes into being with their name; gives back their id."""

    EXPLANATION = (
        "Only the name is needed; the person is there as soon as it is, and everything else is saved as you type. "
        "enter goes to the next field, and from the last one closes; u takes the person back."
    )
    CSS = "AddPerson > Vertical { width: 64; }"

    def __init__(self) -> None:
        super().__init__()
        self._person_id: bytes | None = None

    def title_text(self) -> str:
        return "Add a person"

    def fields(self) -> list[Field]:
        return list(FIELDS)

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(self.joined):
            if self._person_id is not None:
                keep_field(self.store, self._person_id, self.form.values, name)
            elif self.form.values["display"]:
                self._person_id = people.add(self.store, **self.form.values)

    def answer(self) -> bytes | None:
        return self._person_id

    def action_close(self) -> None:
        super().action_close()
        if self._person_id is None and any(self.form.values.values()):
            self.coffeechat.tell("Without a name there is nobody to add, so nothing was kept.", is_error=True)


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
