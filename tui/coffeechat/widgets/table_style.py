"""How a table looks: its CSS, and the styles its lines are painted with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from rich.style import Style
from textual.widget import Widget

from coffeechat.widgets.pages import Tone

_PREFIX: Final = "virtual-table--"
_TONES: Final[tuple[Tone, ...]] = ("dim", "strong", "accent", "success", "warning", "error")

COMPONENTS: Final = frozenset(f"{_PREFIX}{name}" for name in ("header", "cursor", "mark", "thumb", *_TONES))

CSS: Final = """
VirtualTable {
    height: 1fr;
    overflow-x: hidden;
    scrollbar-size: 0 0;
    color: $foreground;
    & > .virtual-table--header { color: $text-muted; text-style: bold; }
    & > .virtual-table--cursor {
        color: $block-cursor-blurred-foreground;
        background: $block-cursor-blurred-background;
        text-style: bold;
    }
    &:focus > .virtual-table--cursor {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: bold;
    }
    & > .virtual-table--mark { color: $text-accent; text-style: bold; }
    & > .virtual-table--thumb { color: $scrollbar; }
    & > .virtual-table--dim { text-style: dim; }
    & > .virtual-table--strong { text-style: bold; }
    & > .virtual-table--accent { color: $text-accent; }
    & > .virtual-table--success { color: $text-success; }
    & > .virtual-table--warning { color: $text-warning; }
    & > .virtual-table--error { color: $text-error; text-style: bold; }
    &:ansi > .virtual-table--header { color: ansi_default; }
    &:nocolor > .virtual-table--cursor { text-style: bold underline; }
    &:nocolor:focus > .virtual-table--cursor { text-style: reverse bold; }
}
"""


class Paint(Struct, frozen=True):
    """The styles of a table as its theme and focus have them now; `mark` and `tones` lie over the body's."""

    body: Style
    header: Style
    cursor: Style
    mark: Style
    thumb: Style
    tones: Mapping[Tone, Style]


def paint(table: Widget) -> Paint:
    """Read them from the table's CSS, which takes too long to do for every line."""
    tones = {tone: table.get_component_rich_style(_PREFIX + tone, partial=True) for tone in _TONES}
    return Paint(
        body=table.rich_style,
        header=table.get_component_rich_style(_PREFIX + "header"),
        cursor=table.get_component_rich_style(_PREFIX + "cursor"),
        mark=table.get_component_rich_style(_PREFIX + "mark", partial=True),
        thumb=table.get_component_rich_style(_PREFIX + "thumb"),
        tones={"": Style.null(), **tones},
    )
