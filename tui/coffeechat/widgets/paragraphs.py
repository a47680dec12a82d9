"""Text of several paragraphs, each wrapped beside its own beginning: what belongs to it stays below it, indented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

_LEAST_CELLS = 8
"""With less than this left beside it, the beginning is part of the text."""


class Paragraph(NamedTuple):
    """Some text, and what stands before it: the text is wrapped beside that."""

    text: Content
    lead: Content = Content("")


class Paragraphs(Widget):
    """Shows `paragraphs` below each other, wrapped to its width."""

    DEFAULT_CSS = "Paragraphs { height: auto; }"

    paragraphs: reactive[tuple[Paragraph, ...]] = reactive((), layout=True)
    """What is shown; set it to show something else."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(lines(self.paragraphs, width))

    def render(self) -> Content:
        return Content("\n").join(lines(self.paragraphs, self.size.width))


def lines(paragraphs: Sequence[Paragraph], width: int) -> list[Content]:
    """The lines that show `paragraphs` on `width` cells."""
    return [line for paragraph in paragraphs for line in _wrapped(paragraph, width)]


def _wrapped(paragraph: Paragraph, width: int) -> list[Content]:
    text, lead = paragraph
    room = width - lead.cell_length
    if room < _LEAST_CELLS:
        return (lead + text).wrap(max(1, width))
    first, *rest = text.wrap(room)
    indent = Content(" " * lead.cell_length)
    return [lead + first, *(indent + line for line in rest)]
