"""What is captured beside the answers, each with one key and in one line: promises, names, quotes. In the talk, and
after it what was missed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual.events import Key

from coffeechat.errors import CoffeechatError
from coffeechat.records import PlanItem
from coffeechat.screens.led import LedScreen
from coffeechat.screens.live import captures
from coffeechat.screens.live.capture_line import CaptureLine
from coffeechat.screens.live.captures import CAPTURES
from coffeechat.store import live
from coffeechat.store.conversations import Talk

NOTHING_TO_TAKE_BACK = "Nothing was captured since you opened this talk. ctrl+z takes back what was typed."


class Capturing(LedScreen):
    """The actions; a screen says which talk it is, and which question is at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.line = CaptureLine()
        self._lines: dict[str, str] = {}
        """What was begun in a line and not added yet, by capture."""
        self._captured: list[range] = []
        """The undo entries of each capture since this screen opened."""

    @property
    def talk(self) -> Talk:
        """The talk as it stands in the file."""
        raise NotImplementedError

    @property
    def item(self) -> PlanItem | None:
        """The question at hand, if it is one."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say what was done, above the answer."""
        raise NotImplementedError

    def write_back(self) -> None:
        """The cursor goes back to the answer."""
        raise NotImplementedError

    def save(self) -> None:
        """Save what is typed."""
        raise NotImplementedError

    def write_capture(self, capture: str, text: str) -> str:
        """Write down what stood in a line; returns the sentence that says so."""
        return captures.add(self.store, self.talk, self.item, capture, text)

    async def led(self, event: Key) -> bool:
        """Enter adds what stands in the line; in an answer it begins a new one."""
        if event.key == "enter" and self.line.capture is not None and not self.is_leading:
            await self.typed()
            await self.coffeechat.run_action("add", self)
            return True
        return await super().led(event)

    def open_unfinished(self) -> None:
        """What was being typed in a line when the app ended stands there again."""
        self._lines = live.unfinished(self.store.connection, self.talk.conversation.id)
        known = [capture for capture in self._lines if capture in CAPTURES]
        if known:
            self._open(known[0])

    def action_capture(self, capture: str) -> None:
        self._finish_line()
        self._open(capture)

    def action_add(self) -> None:
        self._finish_line()
        self.write_back()

    def action_take_back(self) -> None:
        if not self._captured:
            self.say(NOTHING_TO_TAKE_BACK)
            return
        labels = [self.store.undo(action).label for action in reversed(self._captured.pop())]
        self.say(f"Taken back: {labels[-1]}.")
        self.reload()

    def capture(self, act: Callable[[], object]) -> None:
        """Do something that `take back` undoes as one; what is typed is saved before, so that it stays."""
        self.save()
        before = live.last_action(self.store.connection)
        act()
        after = live.last_action(self.store.connection)
        if after > before:
            self._captured.append(range(before + 1, after + 1))
        self.reload()

    def put_line_away(self) -> bool:
        """Close the line; what stands in it is there again when it is opened. Says whether it was open."""
        if self.line.capture is None:
            return False
        self.keep_line()
        self.line.close()
        self.write_back()
        return True

    def add_unfinished(self) -> None:
        """What was begun is added when the talk ends: better one promise too many than one lost."""
        self.keep_line()
        for capture in list(self._lines):
            with suppress(CoffeechatError):
                self._add(capture, self._lines[capture])
        self.line.close()

    def offer(self, capture: str, text: str) -> None:
        """What stands in the line when it is opened, unless something was begun there."""
        self._lines.setdefault(capture, text)

    def on_capture_line_due(self) -> None:
        self.keep_line()

    def keep_line(self) -> None:
        """Remember what stands in the line, so that it is there again whatever happens."""
        capture = self.line.capture
        if capture and self._lines.get(capture.id, "") != self.line.text:
            self._remember(capture.id, self.line.text)

    def _open(self, capture: str) -> None:
        self.line.open(CAPTURES[capture], self._lines.get(capture, ""))
        self.show_keys()

    def _finish_line(self) -> None:
        """Going on to something else means that this is done."""
        capture, text = self.line.capture, self.line.text
        if capture is None:
            return
        if text:
            self.keep_line()
            self._add(capture.id, text)
        self.line.close()
        self._remember(capture.id, "")

    def _add(self, capture: str, text: str) -> None:
        sentences: list[str] = []
        self.capture(lambda: sentences.append(self.write_capture(capture, text)))
        self.say(sentences[0])
        self._remember(capture, "")

    def _remember(self, capture: str, text: str) -> None:
        if text == self._lines.get(capture, ""):
            return
        self._lines[capture] = text
        if not text:
            del self._lines[capture]
        live.keep_unfinished(self.store, self.talk.conversation.id, self._lines)
