"""One line below the answer, for what is not an answer: a promise, a name, a quote. Enter adds it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from coffeechat.widgets.typed_text import on_one_line
from coffeechat.widgets.writing import SAVE_SECONDS


class Capture(Struct, frozen=True):
    """What a line can become. `preview` says beside the line how what was typed so far is read."""

    id: str
    label: str
    hint: str
    preview: Callable[[str], str] = lambda text: ""


class CaptureLine(Horizontal):
    """Hidden until it is opened."""

    DEFAULT_CSS = """
    CaptureLine {
        height: 1; display: none; background: $boost; padding: 0 1;
        & > Static { width: auto; }
        & > #capture-label { color: $text-accent; text-style: bold; }
        & > #capture-preview { color: $text-muted; padding: 0 0 0 1; }
        & > Input { width: 1fr; padding: 0; background: transparent; }
        &:ansi, & > Input:ansi { background: ansi_default; }
    }
    """

    class Due(Message):
        """Something was typed in it, and is not kept yet."""

    def __init__(self) -> None:
        super().__init__()
        self.capture: Capture | None = None
        """What the line is open for."""
        self.field = Input(compact=True, select_on_focus=False)
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="capture-label", markup=False)
        yield self.field
        yield Static(id="capture-preview", markup=False)

    @property
    def text(self) -> str:
        return self.field.value.strip()

    def open(self, capture: Capture, text: str) -> None:
        self.capture = capture
        self.query_one("#capture-label", Static).update(f"{capture.label} ")
        field = self.field
        with field.prevent(Input.Changed):
            field.value = on_one_line(text)
        field.placeholder = capture.hint
        field.cursor_position = len(field.value)
        self._show_preview()
        self.display = True
        field.focus()

    def close(self) -> None:
        self.capture = None
        self.display = False
        self.field.value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_preview()
        if self._timer is None:
            self._timer = self.set_timer(SAVE_SECONDS, self._tell)

    def _tell(self) -> None:
        self._timer = None
        self.post_message(self.Due())

    def _show_preview(self) -> None:
        preview = self.capture.preview(self.text) if self.capture else ""
        self.query_one("#capture-preview", Static).update(preview)
