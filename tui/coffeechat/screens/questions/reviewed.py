"""A review in words and bars: always what a score is made of, never the number alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import asdict
from textual.content import Content

from coffeechat.method.questions import Finding, Review
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraph

MOST: Final = 2
"""Points for each part of the breakdown."""
BAR_CELLS: Final = 10
GLYPHS: Final = "·▄█"
VERDICTS: Final = {"keep": "$text-success", "look again": "$text-warning", "rewrite": "$text-error"}
EFFECTS: Final = {"blocks": "bold $text-error", "costs": "bold $text-warning", "hints": "bold $text-accent"}


def reviewed(told: Review) -> tuple[Paragraph, ...]:
    """The verdict, a bar for each part, and what was found."""
    return (*breakdown(told), *found(told.findings))


def breakdown(told: Review) -> tuple[Paragraph, ...]:
    """The verdict, and what it is made of."""
    bars = (_bar(part, points) for part, points in asdict(told.breakdown).items())
    return (_verdict(told), *map(Paragraph, bars))


def _bar(part: str, points: int) -> Content:
    blocks = (bar(points / MOST, BAR_CELLS), "$text-accent")
    return Content.assemble(f"{part:<13}", blocks, f" {points} of {MOST}")


def reviewed_briefly(told: Review) -> tuple[Paragraph, ...]:
    """The same with the parts in one line, for where there is little room."""
    parts = (
        Content.assemble(f"{part} ", (bar(points / MOST, MOST), "$text-accent"), f" {points}")
        for part, points in asdict(told.breakdown).items()
    )
    return (Paragraph(Content("  ").join(parts)), _verdict(told), *found(told.findings))


def glyphs(told: Review) -> str:
    """The breakdown in five cells of a list: open, penetrating, personal, informed, clean."""
    return "".join(GLYPHS[points] for points in asdict(told.breakdown).values())


def found(findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    """Each finding: what it is, its sentence, what to ask instead, and who says so."""
    for finding in findings:
        code = Content.styled(f"{finding.rule:<4}", EFFECTS[finding.effect])
        indent = Content(" " * 4)
        yield Paragraph(Content.styled(finding.title, "bold"), lead=code)
        yield Paragraph(Content(plain(finding.message)), lead=indent)
        yield Paragraph(Content.styled(plain(finding.rewrite), "$text-accent"), lead=Content("  → "))
        yield Paragraph(Content.styled(finding.source, "$text-muted"), lead=indent)


def _verdict(told: Review) -> Paragraph:
    blocked = "blocked, " if told.is_blocked else ""
    return Paragraph(Content.styled(f"{told.score} of 10: {blocked}{told.verdict}", f"bold {VERDICTS[told.verdict]}"))
