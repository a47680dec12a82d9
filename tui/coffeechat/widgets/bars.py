"""Bars and sparklines from block glyphs; a number stands beside each bar, as length alone says too little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from coffeechat.widgets.cell_text import fit, plain

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
_BAR_CELLS = 16
_GAP = "  "


class Bar(Struct, frozen=True):
    """One line: what is measured, its share of the whole (0 to 1), and the number as people read it."""

    label: str
    share: float
    number: str


def bar(share: float, width: int) -> str:
    """A bar on exactly `width` cells, full at 1; anything above 0 shows at least a sliver."""
    share = min(1.0, max(0.0, share)) if isfinite(share) else 0.0
    eighths = max(round(share * width * 8), 1 if share else 0)
    full, part = divmod(eighths, 8)
    line = "█" * full + (_EIGHTHS[part] if part else "")
    return line[:width].ljust(width)


def sparkline(values: Sequence[float]) -> str:
    """One glyph a value, the highest of them full; zero (or nothing at all) is the lowest line."""
    highest = max(values, default=0)
    if highest <= 0:
        return _LEVELS[0] * len(values)
    top = len(_LEVELS) - 1
    return "".join(_LEVELS[round(max(0.0, value) / highest * top)] for value in values)


def bar_lines(bars: Sequence[Bar], width: int) -> list[tuple[str, str, str]]:
    """Label, bar and number of each line, padded so that they stand in columns and fill `width` cells."""
    number_width = min(_widest(line.number for line in bars), max(0, width - 2 * len(_GAP)))
    room = max(0, width - number_width - 2 * len(_GAP))
    label_width = min(_widest(line.label for line in bars), max(room // 2, room - _BAR_CELLS))
    return [
        (
            fit(line.label, label_width) + _GAP,
            bar(line.share, room - label_width),
            _GAP + fit(line.number, number_width, "right"),
        )
        for line in bars
    ]


def _widest(texts: Iterable[str]) -> int:
    return max((cell_len(plain(text)) for text in texts), default=0)


class Bars(Widget):
    """Bars under each other, such as why somebody ranks where they do, factor by factor."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"bars--bar"}
    DEFAULT_CSS = """
    Bars {
        height: auto;
        & > .bars--bar { color: $text-accent; }
    }
    """

    bars: reactive[tuple[Bar, ...]] = reactive((), layout=True)
    """What is shown; set it to show something else."""

    def __init__(self, bars: Sequence[Bar] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Bars.bars, tuple(bars))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.bars)

    def render(self) -> Content:
        style = self.get_visual_style("bars--bar", partial=True)
        lines = bar_lines(self.bars, self.size.width)
        return Content("\n").join(Content.assemble(label, (blocks, style), number) for label, blocks, number in lines)
