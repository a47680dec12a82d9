"""Why a person stands where they stand: a sentence and a source for every factor."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from coffeechat.method.ranking import factors
from coffeechat.method.ranking.candidates import Candidate, Wanted


class Reason(Struct, frozen=True):
    """What one factor of a score is, why, and who says so."""

    factor: str
    value: float
    sentence: str
    source: str


def explain(candidate: Candidate, wanted: Wanted) -> list[Reason]:
    """The reasons for knowledge, power, personnel and reach, in this order."""
    words = {
        "title": candidate.title or "No title",
        "function": wanted.function or "",
        "boss": candidate.assistant_to or "",
        "levels": _levels((candidate.level or 0) - wanted.level),
    }
    found = (
        factors.knowledge(candidate, wanted),
        factors.power(candidate, wanted),
        factors.personnel(candidate, wanted),
        factors.reach(candidate),
    )
    return [_reason(value, name, words) for value, name in found]


def door(candidate: Candidate) -> str | None:
    """What an assistant is worth besides the rank: "door to VP Data"."""
    return f"door to {candidate.assistant_to}" if candidate.assistant_to else None


def _reason(value: float, name: str, words: dict[str, str]) -> Reason:
    source, sentence = _sentences()[name]
    return Reason(name.partition(" ")[0], value, sentence.format_map(words), source)


def _levels(gap: int) -> str:
    if gap == 0:
        return "on the level of the job you want"
    levels = "1 level" if abs(gap) == 1 else f"{abs(gap)} levels"
    return f"{levels} {'above' if gap > 0 else 'below'} the job you want"


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    text = (Path(__file__).parent / "reasons.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: (source, sentence) for name, source, sentence in rows}
