"""A message being written: its subject in one line, its words below, saved by themselves like any form."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Selection

from coffeechat.widgets.form import Field, Form
from coffeechat.widgets.typed_text import on_one_line, without_controls

SUBJECT, BODY = "subject", "body"


class Words(TextArea, inherit_bindings=False):
    """A text area that leaves ctrl+y to its screen."""

    BINDINGS = [binding for binding in TextArea.BINDINGS if "ctrl+y" not in str(binding)]


class Letter(Form):
    """Two fields, `subject` and `body`, of which the second takes all the room."""

    DEFAULT_CSS = """
    Letter { height: 1fr; }
    Letter > Horizontal { margin-bottom: 0; }
    Letter > Horizontal > Static { width: 9; }
    Letter TextArea { height: 1fr; min-height: 3; margin-top: 1; }
    .-short Letter TextArea { margin-top: 0; }
    """

    def __init__(self, subject: str, body: str) -> None:
        super().__init__(Field(SUBJECT, "Subject", subject), Field(BODY, "", body, lines=0))
        self._subject, self._body = on_one_line(subject), without_controls(body)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("Subject", markup=False)
            yield Input(self._subject, compact=True, select_on_focus=False, id=SUBJECT)
        yield Words(self._body, compact=True, id=BODY, tab_behavior="focus")

    def on_mount(self) -> None:
        self.area.focus()
        self.area.move_cursor(self.area.document.end)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.area.focus()

    @property
    def area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def body(self) -> str:
        """The words as they stand there, blanks included: what is found in them has its place in this."""
        return self.area.text

    def write(self, subject: str, body: str) -> None:
        """Put other words in their place, as if they had been typed: they are saved, and ctrl+z takes them back."""
        self.query_one(f"#{SUBJECT}", Input).value = on_one_line(subject)
        self.area.replace(without_controls(body), (0, 0), self.area.document.end)
        self.area.move_cursor(self.area.document.end)
        self._typed(SUBJECT, on_one_line(subject).strip())
        self._typed(BODY, self.body.strip())

    def show(self, subject: str, body: str) -> None:
        """Show what is stored now; there is nothing to save. What stands there already is left as it is."""
        stored = {SUBJECT: on_one_line(subject).strip(), BODY: without_controls(body).strip()}
        if stored != {name: value.strip() for name, value in self.values.items()}:
            self.values = stored
            self.write(subject, body)

    def select(self, start: int, end: int) -> None:
        """Mark what stands between two places in the words."""
        self.area.focus()
        self.area.selection = Selection(_location(self.body, start), _location(self.body, end))

    def select_in_subject(self, start: int, end: int) -> None:
        line = self.query_one(f"#{SUBJECT}", Input)
        line.focus()
        line.selection = type(line.selection)(start, end)


def _location(text: str, place: int) -> tuple[int, int]:
    """Row and column of a place in a text."""
    before = text[:place].split("\n")
    return len(before) - 1, len(before[-1])
