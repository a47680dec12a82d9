"""A longer text that is saved while it is typed: within a third of a second of any key, however fast they come."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from coffeechat.errors import CoffeechatError
from coffeechat.widgets.form import RETRY_SECONDS
from coffeechat.widgets.longer_text import LongerText
from coffeechat.widgets.typed_text import without_controls

SAVE_SECONDS = 0.3
"""After the first key that is not saved yet, not after the last: somebody who types on and on is saved, too."""


class Writing(LongerText):
    """Tells by `Due` when it is time to `save`."""

    DEFAULT_CSS = """
    Writing { border: none; padding: 0; background: transparent; }
    Writing:focus { border: none; }
    Writing:ansi { background: ansi_default; }
    """

    class Due(Message):
        """Something was typed, and is not saved yet."""

    def __init__(self, text: str | None, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(without_controls(text or ""), placeholder=placeholder, id=id, compact=True)
        self.saved = text or ""
        """The text as it was when it was last saved or read."""
        self._shown = self.text
        self._timer: Timer | None = None

    @property
    def is_unsaved(self) -> bool:
        return self.text != self._shown

    def save(self, store: Callable[[str, str], None]) -> bool:
        """Give the text to `store`, with how it was when last saved; says whether there was anything to save.

        What `store` raises CoffeechatError for stays unsaved, and is due again later.
        """
        self._stop()
        text = self.text
        if text == self._shown:
            return False
        try:
            store(text, self.saved)
        except CoffeechatError:
            if self.is_attached:
                self._tell_in(RETRY_SECONDS)
            raise
        self.saved = self._shown = text
        return True

    def show(self, text: str | None) -> None:
        """Take over what was written elsewhere; what is being typed here is never taken away."""
        if (text or "") == self.saved or self.is_unsaved:
            return
        self.saved = text or ""
        there = self.selection
        self.load_text(without_controls(self.saved))
        self._shown = self.text
        self.selection = Selection(self.clamp_visitable(there.start), self.clamp_visitable(there.end))

    def put(self, text: str) -> None:
        """Replace it all, as if typed: ctrl+z takes it back."""
        self.replace(without_controls(text), self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None:
            self._tell_in(SAVE_SECONDS)

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
