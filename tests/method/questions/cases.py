"""The questions written down beside the tests, and when the checker is right about one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from coffeechat.method.questions import review

HERE = Path(__file__).parent


class Case(NamedTuple):
    """A question, the rules it must be caught by (none if it is good), and the score it should get, if that is said."""

    text: str
    rules: tuple[str, ...]
    score: int | None


def cases(name: str) -> list[Case]:
    """Those of one file."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [_case(*line.split("\t")) for line in lines if not line.startswith("#")]


def _case(kind: str, *rest: str) -> Case:
    rules = () if kind == "good" else tuple(kind.split(", "))
    return Case(rest[-1], rules, int(rest[0]) if len(rest) > 1 else None)


def is_right(case: Case) -> bool:
    """A good question has 5 points or more; a bad one 3 or less, and for the reason that is named."""
    told = review(case.text)
    if not case.rules:
        return told.score >= 5
    return told.score <= 3 and set(case.rules) <= {finding.rule for finding in told.findings}
