"""The résumé rule: it is not sent unless they ask for it; a job interview is the exception."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from coffeechat.method.conversations import kind_of
from coffeechat.method.rules import Rules
from coffeechat.records import ResumeEvent


class Verdict(Struct, frozen=True):
    """Whether the résumé may go, why, and who says so. Where it may not, a reason of one's own sets the rule aside."""

    allowed: bool
    sentence: str
    source: str


def may_send(kind: str | None, events: Iterable[ResumeEvent], rules: Rules) -> Verdict:
    """For a conversation of this kind (None: there is none yet), after these events with the person."""
    if any(event.kind == "asked_by_them" for event in events):
        return _verdict("asked_by_them", allowed=True)
    if kind and not kind_of(kind).resume_is_locked:
        return _verdict("job_interview", allowed=True)
    return _verdict(rules.resume, allowed=rules.resume == "offer")


def _verdict(name: str, *, allowed: bool) -> Verdict:
    source, sentence = _sentences()[name]
    return Verdict(allowed, sentence, source)


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    text = (Path(__file__).parent / "resume.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: (source, sentence) for name, source, sentence in rows}
