"""A form that saves itself: what is typed is written within a second of the last key, and when the form closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.widgets import TextArea

SAVE_SECONDS = 0.7


class Field(NamedTuple):
    """One line of a form, or `lines` of them for longer text. `hint` shows while it is empty."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    lines: int = 1


class Form(VerticalScroll, can_focus=False):
    """Labelled fields, one a line; `enter` goes to the next."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 1fr; }
    Form > Horizontal { height: 1; margin-bottom: 1; }
    Form Static { width: 16; color: $text-muted; }
    Form Input, Form TextArea { width: 1fr; }
    """

    class Saved(Message):
        """A field has a new value."""

        def __init__(self, name: str, value: str) -> None:
            super().__init__()
            self.name = name
            self.value = value

    def __init__(self, *fields: Field) -> None:
        super().__init__()
        self._fields = fields
        self._unsaved: dict[str, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        for field in self._fields:
            with Horizontal() as row:
                row.styles.height = field.lines
                yield Static(field.label, markup=False)
                yield _entry(field)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def unsaved(self) -> dict[str, str]:
        """What was typed and not told of yet; told now, so that closing loses nothing."""
        if self._timer:
            self._timer.stop()
        taken, self._unsaved = self._unsaved, {}
        return taken

    def value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed(event.input.id or "", event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed(event.text_area.id or "", event.text_area.text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next(Input)

    def _typed(self, name: str, value: str) -> None:
        first = next(field.value for field in self._fields if field.name == name)
        if value == first and not self._timer:  # Textual tells of the first value, too
            return
        self._unsaved[name] = value.strip()
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(SAVE_SECONDS, self._save)

    def _save(self) -> None:
        for name, value in self.unsaved().items():
            self.post_message(self.Saved(name, value))


def _entry(field: Field) -> Widget:
    if field.lines == 1:
        return Input(field.value, placeholder=field.hint, compact=True, id=field.name)
    from textual.widgets import TextArea  # 25 ms to import, and only longer texts need it

    return TextArea(field.value, compact=True, id=field.name, tab_behavior="focus")
