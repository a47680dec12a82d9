"""A form that saves itself: what is typed is handed over within a second, and when the form closes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from coffeechat.errors import CoffeechatError
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.typed_text import on_one_line, without_controls

if TYPE_CHECKING:
    from textual.widgets import TextArea

REST_SECONDS = 0.7
"""So long after the last key it is time to save."""
MOST_SECONDS = 0.9
"""So long after the first key that is not saved, too, for somebody who types on and on."""
AT_ONCE = 0.01
"""A timer of nothing would divide by it."""
RETRY_SECONDS = 5.0
"""So long after that, if saving did not work, again."""


class Field(NamedTuple):
    """One line of a form, or `lines` of them for longer text. `hint` shows while it is empty; `has_aside` leaves room
    at its right for what `Form.say` says of it."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    lines: int = 1
    has_aside: bool = False

    @property
    def shown(self) -> str:
        """The value as it can stand in the field."""
        return on_one_line(self.value) if self.lines == 1 else without_controls(self.value)


class Form(VerticalScroll, can_focus=False):
    """Labelled fields, one a line; `enter` goes to the next."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 1fr; }
    Form > Horizontal { height: 1; margin-bottom: 1; }
    Form Static { width: 16; color: $text-muted; }
    Form Input, Form TextArea { width: 1fr; padding: 0; background: $boost; }
    Form Input:focus, Form TextArea:focus { background: $primary 30%; }
    Form Input:ansi, Form TextArea:ansi { background: ansi_default; }
    Form Input:nocolor { text-style: underline; }
    Form .aside { width: 1.5fr; padding-left: 1; }
    """

    class Rested(Message):
        """The keys have rested or gone on for long, and something is not saved yet."""

    class Typed(Message):
        """Another value stands in a field."""

    class Completed(Message):
        """Enter in the last field."""

    def __init__(self, *fields: Field) -> None:
        super().__init__()
        self.values = {field.name: field.shown for field in fields}
        """What stands in each field, without blanks around it; also after the form has gone."""
        self._fields = fields
        self._unsaved: dict[str, str] = {}
        self._timer: Timer | None = None
        self._unsaved_since = 0.0

    def compose(self) -> ComposeResult:
        for field in self._fields:
            with Horizontal() as row:
                row.styles.height = field.lines
                yield Static(field.label, markup=False)
                yield _entry(field)
                if field.has_aside:
                    yield Static("", id=_aside(field.name), classes="aside", markup=False)

    def on_mount(self) -> None:
        self.query("Input, TextArea").first().focus()

    def say(self, name: str, sentence: str) -> None:
        """Say something beside a field that has room for it."""
        self.query_one(f"#{_aside(name)}", Static).update(plain(sentence))

    def put(self, name: str, value: str) -> None:
        """Make a field of one line say something else, as if it had been typed."""
        self.query_one(f"#{name}", Input).value = value

    def save(self, store: Callable[[str, str], None]) -> bool:
        """Give what was typed since the last time to `store`, name and value; says whether that was anything.

        What `store` raises CoffeechatError for stays unsaved, to be tried again; the first such error is raised here.
        """
        typed, failed = dict(self._unsaved), None
        for name, value in typed.items():
            try:
                store(name, value)
            except CoffeechatError as error:
                failed = failed or error
            else:
                del self._unsaved[name]
        if failed:
            raise failed
        return bool(typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed(event.input.id or "", event.value.strip())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed(event.text_area.id or "", event.text_area.text.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self._fields[-1].name:
            self.post_message(self.Completed())
        else:
            self.screen.focus_next("Input, TextArea")

    def _typed(self, name: str, value: str) -> None:
        if value == self.values[name].strip():  # Textual tells of the first value, too
            return
        now = time.monotonic()
        if not self._unsaved:
            self._unsaved_since = now
        self.values[name] = self._unsaved[name] = value
        self._tell_in(min(REST_SECONDS, max(AT_ONCE, self._unsaved_since + MOST_SECONDS - now)))
        self.post_message(self.Typed())

    def _tell_in(self, seconds: float) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._tell)

    def _tell(self) -> None:
        if self._unsaved:
            self.post_message(self.Rested())
            self._unsaved_since = time.monotonic() + RETRY_SECONDS
            self._tell_in(RETRY_SECONDS)


def _aside(name: str) -> str:
    return f"{name}-aside"


def _entry(field: Field) -> Widget:
    if field.lines == 1:
        return Input(field.shown, placeholder=field.hint, compact=True, select_on_focus=False, id=field.name)
    from coffeechat.widgets.longer_text import LongerText  # 25 ms to import, and only longer texts need it

    return LongerText(field.shown, compact=True, id=field.name, tab_behavior="focus")
