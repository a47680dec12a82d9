"""The lines at the bottom of a screen on which letters are typed: what `esc` and then a letter does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

_GAP = 2
_LEADS = (" esc, ", " then ", "      ")
"""What stands before the first line, the second, and any other."""
_SHORT = 12
"""On a screen of fewer lines than this only the letters stand there, until `esc` is pressed."""


class Choice(NamedTuple):
    """A letter and what it does."""

    letter: str
    label: str
    id: str
    is_ready: bool = True

    @property
    def width(self) -> int:
        return cell_len(f"{self.letter} {self.label}")


class Placed(NamedTuple):
    """Where a choice stands, so that a click finds it."""

    line: int
    start: int
    choice: Choice


def placed(choices: Sequence[Choice], width: int, lead: int) -> list[Placed]:
    """As many lines as needed; all begin after the lead."""
    found = []
    line, column = 0, lead
    for choice in choices:
        if column > lead and column + choice.width > width:
            line, column = line + 1, lead
        found.append(Placed(line, column, choice))
        column += choice.width + _GAP
    return found


class WhichKey(Widget):
    """Always in sight; a click does what it says."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"which-key--key"}
    DEFAULT_CSS = """
    WhichKey {
        dock: bottom;
        height: auto;
        color: $footer-description-foreground;
        background: $footer-background;
        & > .which-key--key { color: $footer-key-foreground; text-style: bold; }
        &.-leading { background: $primary 30%; }
        &:ansi { background: ansi_default; }
    }
    """

    choices: reactive[tuple[Choice, ...]] = reactive((), layout=True)
    is_leading: reactive[bool] = reactive(False, layout=True)

    class Chosen(Message):
        """A choice was clicked: the id of its command."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def watch_is_leading(self, is_leading: bool) -> None:
        self.set_class(is_leading, "-leading")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + max((place.line for place in self._placed(width)), default=0)

    def render(self) -> Content:
        if self._is_short:
            letters = " ".join(choice.letter for choice in self.choices)
            return Content.assemble(" esc, then ", (letters, self._key_style))
        lines: list[Content] = []
        for line, start, choice in self._placed(self.size.width):
            if line == len(lines):
                lines.append(Content(_LEADS[min(line, 2)].replace(" ", "▸" if self.is_leading else " ", 1)))
            gap = " " * (start - lines[line].cell_length)
            label = (f" {choice.label}", "" if choice.is_ready else "dim")
            lines[line] += Content.assemble(gap, (choice.letter, self._key_style), label)
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        for line, start, choice in self._placed(self.size.width):
            if event.y == line and start <= event.x < start + choice.width:
                self.post_message(self.Chosen(choice.id))

    @property
    def _is_short(self) -> bool:
        return self.app.size.height < _SHORT and not self.is_leading

    @property
    def _key_style(self) -> Style:
        return self.get_visual_style("which-key--key", partial=True)

    def _placed(self, width: int) -> list[Placed]:
        return [] if self._is_short else placed(self.choices, width, len(_LEADS[0]))
