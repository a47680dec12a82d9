"""The lines on top of a talk: with whom, the clock and its bar, and where in the arc one is."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coffeechat.method.arc import MOVEMENTS, Movement
from coffeechat.method.timing import Phase, Timing
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import fit, plain, shorten

_COLOURS: dict[Phase, str] = {"open": "$text-success", "closing": "$text-warning", "over": "$text-error"}
_SAID: dict[Phase, str] = {"open": "", "closing": "last minutes  ", "over": "time is up  "}
_FULL_HEIGHT = 3


class Face(Struct, frozen=True):
    """What the lines show."""

    who: str
    kind: str
    timing: Timing
    movement: Movement
    asked: int
    questions: int
    tally: str


class Head(Widget):
    """Three lines; on a short screen the first of them, with the clock."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Head { height: 3; background: $panel; color: $foreground; }
    Head:ansi { background: ansi_default; }
    """

    face: reactive[Face | None] = reactive(None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _FULL_HEIGHT

    def render(self) -> Content:
        face, width = self.face, self.size.width
        if face is None:
            return Content("")
        lines = [_clock_line(face, width)]
        if self.size.height >= _FULL_HEIGHT:
            lines += [_bar_line(face.timing, width), _arc_line(face, width)]
        return Content("\n").join(lines)


def _clock_line(face: Face, width: int) -> Content:
    timing = face.timing
    clock = f"{_SAID[timing.phase]}{timing.face} "
    room = max(0, width - cell_len(clock) - 2)
    who = shorten(plain(face.who), room)
    kind = shorten(f"  {face.kind}", max(0, room - cell_len(who)))
    gap = " " * (room - cell_len(who) - cell_len(kind) + 1)
    return Content.assemble(" ", (who, "bold"), (kind, "$text-muted"), gap, (clock, f"bold {_COLOURS[timing.phase]}"))


def _bar_line(timing: Timing, width: int) -> Content:
    room = max(0, width - 2)
    full = bar(timing.share, room).rstrip()
    return Content.assemble(" ", (full, _COLOURS[timing.phase]), ("·" * (room - cell_len(full)), "$text-muted"))


def _arc_line(face: Face, width: int) -> Content:
    words = [_movement(face, movement, is_short=width < 60) for movement in MOVEMENTS]
    arc = Content(" ") + Content(" ▸ ").stylize("$text-muted").join(words)
    room = max(0, width - arc.cell_length - 2)
    return Content.assemble(arc, " ", (fit(plain(face.tally), room, "right"), "$text-muted"))


def _movement(face: Face, movement: Movement, *, is_short: bool) -> Content:
    words = movement.split()[0] if is_short else movement
    if movement == "questions" and face.questions:
        words = f"{words} {face.asked}/{face.questions}"
    return Content.assemble((words, "bold underline" if movement == face.movement else "$text-muted"))
