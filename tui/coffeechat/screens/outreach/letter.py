"""A message being written: its subject in one line, its words below, saved while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea
from textual.widgets.input import Selection as Stretch
from textual.widgets.text_area import Selection

from coffeechat.errors import CoffeechatError
from coffeechat.widgets.form import RETRY_SECONDS
from coffeechat.widgets.typed_text import on_one_line
from coffeechat.widgets.writing import SAVE_SECONDS, Writing


class Words(Writing, inherit_bindings=False):
    """Leaves ctrl+y to its screen, which copies the message."""

    BINDINGS = [binding for binding in TextArea.BINDINGS if "ctrl+y" not in str(binding)]

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.post_message(Letter.Typed())


class Letter(Vertical):
    """Tells by `Typed` that something else stands there, and by `Due` when it is time to `save`."""

    DEFAULT_CSS = """
    Letter { height: 1fr; }
    Letter > Horizontal { height: 1; }
    Letter > Horizontal > Static { width: 9; color: $text-muted; }
    Letter Input { width: 1fr; padding: 0; background: $boost; }
    Letter Input:focus { background: $primary 30%; }
    Letter Input:ansi { background: ansi_default; }
    Letter Input:nocolor { text-style: underline; }
    Letter Words { height: 1fr; min-height: 3; margin-top: 1; background: $boost; }
    Letter Words:ansi { background: ansi_default; }
    .-short Letter Words { margin-top: 0; }
    """

    class Typed(Message):
        """Another subject, or other words."""

    class Due(Message):
        """Something was typed, and is not saved yet."""

    def __init__(self, subject: str, body: str) -> None:
        super().__init__()
        self._line = Input(on_one_line(subject), compact=True, select_on_focus=False, id="subject")
        self._words = Words(body)
        self._saved_subject = self._line.value
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("Subject", markup=False)
            yield self._line
        yield self._words

    def on_mount(self) -> None:
        self._words.focus()
        self._words.move_cursor(self._words.document.end)

    @property
    def subject(self) -> str:
        return self._line.value.strip()

    @property
    def body(self) -> str:
        return self._words.text

    @property
    def is_unsaved(self) -> bool:
        return self._words.is_unsaved or self._line.value != self._saved_subject

    def save(self, store_subject: Callable[[str], None], store_body: Callable[[str, str], None]) -> bool:
        """Give what was typed to be stored, the words with how they were when last saved; says whether that was
        anything. What can't be stored stays unsaved, and is due again later."""
        self._stop()
        line = self._line.value
        is_other_subject = line != self._saved_subject
        try:
            if is_other_subject:
                store_subject(line.strip())
        except CoffeechatError:
            if self.is_attached:
                self._tell_in(RETRY_SECONDS)
            raise
        self._saved_subject = line
        return self._words.save(store_body) or is_other_subject

    def taken(self) -> None:
        """What stands there is stored now."""
        self._stop()
        self._saved_subject = self._line.value
        self._words.save(lambda text, before: None)

    def write(self, subject: str, body: str) -> None:
        """Put other words in their place, as if they had been typed: they are saved, and ctrl+z takes them back."""
        self._line.value = on_one_line(subject)
        self._words.put(body)

    def show(self, subject: str, body: str) -> None:
        """Take over what is stored now, unless something else is being typed."""
        if not self.is_unsaved:
            self._line.value = self._saved_subject = on_one_line(subject)
            self._words.show(body)

    def select(self, start: int, end: int, *, in_subject: bool) -> None:
        """Mark what stands between two places in the words or in the subject."""
        if in_subject:
            self._line.focus()
            self._line.selection = Stretch(start, end)
        else:
            self._words.focus()
            self._words.selection = Selection(_location(self.body, start), _location(self.body, end))

    def on_writing_due(self, event: Writing.Due) -> None:
        event.stop()
        self.post_message(self.Due())

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._line.value == self._saved_subject:
            return
        self.post_message(self.Typed())
        if self._timer is None:
            self._tell_in(SAVE_SECONDS)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._words.focus()

    def _tell_in(self, seconds: float) -> None:
        self._timer = self.set_timer(seconds, self._tell)

    def _tell(self) -> None:
        self._timer = None
        if self.is_unsaved:
            self.post_message(self.Due())

    def _stop(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None


def _location(text: str, place: int) -> tuple[int, int]:
    """Row and column of a place in a text."""
    before = text[:place].split("\n")
    return len(before) - 1, len(before[-1])
