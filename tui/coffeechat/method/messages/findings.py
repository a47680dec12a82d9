"""What can be found in a message: the wordings, weights and sources, from the data file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.messages.reading import Span

Weight = Literal["stops", "warns", "hints"]


class Finding(Struct, frozen=True):
    """One thing to look at: its code and name, a sentence, what to do, who says so, and where it stands."""

    rule: str
    name: str
    weight: Weight
    message: str
    fix: str
    source: str
    span: Span | None = None
    in_subject: bool = False
    """Whether it stands in the subject and not in the words."""

    @property
    def stops(self) -> bool:
        """Whether the message is not sent like this."""
        return self.weight == "stops"


class NotReady(CoffeechatError):
    """Something in a message keeps it from being sent."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"Not sent: {finding.message} {finding.fix}")


def check_ready(findings: Iterable[Finding]) -> None:
    """Raises NotReady for the first finding that stops a message."""
    for finding in findings:
        if finding.stops:
            raise NotReady(finding)


class Rule(Struct, frozen=True):
    """The wordings of one code; `kinds` empty: for every kind of message."""

    name: str
    weight: Weight
    kinds: tuple[str, ...]
    source: str
    message: str
    fix: str


@cache
def rules() -> dict[str, Rule]:
    """By code, in the order of the file."""
    text = (Path(__file__).parent / "findings.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Rule])


class Hit(Struct, frozen=True):
    """Where a check found something, and what its wording is filled with."""

    span: Span | None = None
    words: dict[str, object] = {}
    in_subject: bool = False


def finding(code: str, hit: Hit) -> Finding:
    rule = rules()[code]
    name, message, fix = (text.format_map(hit.words) for text in (rule.name, rule.message, rule.fix))
    return Finding(code, name, rule.weight, message, fix, rule.source, hit.span, hit.in_subject)
