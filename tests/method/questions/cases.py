"""The questions written down beside the tests, and when the checker is right about one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from coffeechat.method.questions import review

HERE = Path(__file__).parent


class Case(NamedTuple):
    """A question, and the score it should get, if that is said.

    Each of `reasons` is enough to catch it, and names all rules that must be found; a good question has none.
    """

    text: str
    reasons: tuple[frozenset[str], ...]
    score: int | None


def cases(name: str) -> list[Case]:
    """Those of one file."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [_case(*line.split("\t")) for line in lines if not line.startswith("#")]


def _case(kind: str, *rest: str) -> Case:
    reasons = () if kind == "good" else tuple(frozenset(reason.split(", ")) for reason in kind.split(" or "))
    return Case(rest[-1], reasons, int(rest[0]) if len(rest) > 1 else None)


def is_right(case: Case) -> bool:
    """A good question has 5 points or more; a bad one 3 or less, and for the reason that is named."""
    told = review(case.text)
    if not case.reasons:
        return told.score >= 5
    found = {finding.rule for finding in told.findings}
    return told.score <= 3 and any(reason <= found for reason in case.reasons)
