"""What was found in a message, in words: how long it is, what keeps it here, what could be better, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from coffeechat.method.messages import Finding
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraph

SIGNS: Final = {"stops": ("✗ ", "$text-error"), "warns": ("! ", "$text-warning"), "hints": ("· ", "$text-muted")}
BAR_CELLS: Final = 16


def word_count(words: int, limit: int | None) -> Content:
    """How long it is: against the limit, where there is one for its kind."""
    if limit is None:
        return Content.styled(f"{words} words", "$text-muted")
    is_over = words > limit
    said = f" {words} of {limit} words" + (f", {words - limit} too many" if is_over else "")
    return Content.assemble(
        (bar(words / limit, BAR_CELLS), "$text-error" if is_over else "$text-success"),
        Content.styled(said, "bold $text-error" if is_over else ""),
    )


def in_words(findings: Sequence[Finding], refusal: str | None) -> tuple[Paragraph, ...]:
    """Every finding with its fix and its source; first why it may not be sent now, if so."""
    found = [paragraph for finding in findings for paragraph in _finding(finding)]
    if refusal:
        sign, style = SIGNS["stops"]
        found.insert(0, Paragraph(Content(plain(refusal)), lead=Content.styled(sign, style)))
    return tuple(found) or (Paragraph(Content.styled("Nothing to mend.", "$text-muted")),)


def _finding(finding: Finding) -> Iterator[Paragraph]:
    sign, style = SIGNS[finding.weight]
    said = Content.assemble(
        (plain(finding.name), f"bold {style}"),
        f"  {plain(finding.message)} {plain(finding.fix)}",
        (f" {finding.rule}, {plain(finding.source)}", "$text-muted"),
    )
    yield Paragraph(said, lead=Content.styled(sign, style))
