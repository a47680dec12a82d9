"""The kinds of talk beside each other: who asks, who is judged, what for, and what may be asked."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.conversations import KINDS, Kind
from coffeechat.screens.view import AppModal
from coffeechat.widgets.cell_text import fit
from coffeechat.widgets.paragraphs import Paragraph, lines

ASPECTS: Final = {
    "purpose": "What for",
    "asks": "Who asks",
    "judged": "Judged",
    "partner": "With whom",
    "resume": "Résumé",
    "time": "Time",
    "questions": "Questions",
    "thanks": "Afterwards",
    "source": "From",
}
LABEL_CELLS, GAP = 12, 2
SIDE_BY_SIDE_FROM = 96
"""With fewer cells the kinds stand below each other: columns of 20 are hard to read."""


class KindsScreen(AppModal[None]):
    """To be read, and closed."""

    EXPLANATION = (
        "An informational interview is not a job interview: you ask, and you are judged by how well-informed and "
        "penetrating your questions are; in a job interview the employer asks. To Berkeley it is a research tool and "
        "not for openings; others see a preliminary job interview in which the professional learns about you, too. "
        "Practice comes from John Crystal, who let shy people begin with anything they enjoy."
    )
    CSS = """
    KindsScreen > Vertical { width: 118; }
    KindsScreen VerticalScroll { height: auto; max-height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        with self.framed("Four kinds of talk"):
            with VerticalScroll():
                yield Comparison()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


class Comparison(Widget):
    """The kinds as columns or, where there is no room for them, below each other."""

    DEFAULT_CSS = "Comparison { height: auto; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(comparison(width))

    def render(self) -> Content:
        return Content("\n").join(comparison(self.size.width))


def comparison(width: int) -> list[Content]:
    """The lines that compare all kinds on so many cells."""
    if width < SIDE_BY_SIDE_FROM:
        return lines([paragraph for kind in KINDS.values() for paragraph in _below(kind)], width)
    cells = (width - LABEL_CELLS) // len(KINDS) - GAP
    titles = [Content.styled(fit(kind.title, cells + GAP), "bold $text-primary") for kind in KINDS.values()]
    rows = [line for name, label in ASPECTS.items() for line in _beside(name, label, cells)]
    return [Content(" " * LABEL_CELLS) + Content("").join(titles), *rows]


def _beside(name: str, label: str, cells: int) -> list[Content]:
    """One aspect of all kinds."""
    columns = [Content(getattr(kind, name)).wrap(cells) for kind in KINDS.values()]
    found = []
    for number, parts in enumerate(zip_longest(*columns, fillvalue=Content(""))):
        lead = Content.styled(fit("" if number else label, LABEL_CELLS), "$text-muted")
        found.append(lead + Content("").join(part.pad_right(cells + GAP - part.cell_length) for part in parts))
    return [*found, Content("")]


def _below(kind: Kind) -> list[Paragraph]:
    """All aspects of one kind."""
    aspects = [
        Paragraph(Content(getattr(kind, name)), lead=Content.styled(fit(label, LABEL_CELLS), "$text-muted"))
        for name, label in ASPECTS.items()
    ]
    return [Paragraph(Content.styled(kind.title, "bold $text-primary")), *aspects, Paragraph(Content(""))]
