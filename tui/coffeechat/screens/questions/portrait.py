"""A question in full: its text, where it is from, how it goes on, and what the checker says of it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from coffeechat.screens.questions.reviewed import found, reviewed, reviewed_briefly
from coffeechat.screens.questions.rows import Shown
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.paragraphs import Paragraph

KINDS = {
    "practice": "practice",
    "informational": "informational talks",
    "job_interview": "job interviews",
    "catch_up": "catching up",
}


def portrait(shown: Shown) -> tuple[Paragraph, ...]:
    """The text, all that is known of it, and what was found; the bars stand beside it."""
    return (_text(shown), *_about(shown), *found(shown.told.findings))


def whole_portrait(shown: Shown) -> tuple[Paragraph, ...]:
    """With the bars."""
    return (_text(shown), *_about(shown), Paragraph(Content("")), *reviewed(shown.told))


def brief_portrait(shown: Shown) -> tuple[Paragraph, ...]:
    """For a few lines below the list."""
    return (_text(shown), *reviewed_briefly(shown.told))


def _text(shown: Shown) -> Paragraph:
    return Paragraph(Content.styled(plain(shown.text), "bold"))


def _about(shown: Shown) -> Iterator[Paragraph]:
    if shown.probe:
        yield _labelled("Probe", shown.probe)
    minutes = f"{shown.minutes:g} minutes" if shown.minutes else ""
    kinds = " and ".join(KINDS.get(kind, kind) for kind in shown.kinds)
    about = (shown.pack, shown.topic, shown.phase, minutes, f"for {kinds}" if kinds else "")
    yield Paragraph(Content.styled(plain(", ".join(part for part in about if part)), "$text-muted"))
    if shown.is_retired:
        yield Paragraph(Content.styled("Retired: it is offered for no plan.", "$text-warning"))
    if shown.note:
        yield _labelled("Note", shown.note)


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph(Content(plain(text)), lead=Content.styled(f"{label:<6}", "$text-muted"))
