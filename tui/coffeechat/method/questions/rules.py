"""The rules as data: what each does to the score, who says so, its sentence; and the numbers they go by."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec
from msgspec import Struct

from coffeechat.method.questions.language import HERE, rows

Effect = Literal["blocks", "costs", "hints"]


class Rule(Struct, frozen=True):
    """`points` are what it takes from clean, at most."""

    code: str
    effect: Effect
    points: int
    source: str


class Explained(Struct, frozen=True):
    """A rule as it is told to somebody who wants to know what it is about."""

    code: str
    name: str
    text: str


class Sentence(Struct, frozen=True):
    """How a rule, or one of its cases, is said."""

    case: str
    title: str
    text: str
    rewrite: str

    @property
    def code(self) -> str:
        return self.case.partition(" ")[0]


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of limits.toml, where each is explained."""

    shortest_words: int
    longest_words: int
    far_too_long_words: int
    longest_read: int
    known_share: float
    known_words: int
    specific_words: int
    stock_length: int
    more_of_me: int
    negative_from: float
    keep: int
    look_again: int
    most_when_blocked: int
    minutes_deep: float
    minutes_open: float
    minutes_short: float
    minutes_referral: float
    minutes_kept: float
    alike: float
    known_by_people: int
    answered_share: float
    too_high_for_detail: int
    too_low_for_strategy: int


LIMITS: Final = msgspec.toml.decode((HERE / "limits.toml").read_bytes(), type=Limits)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the method."""
    found = (msgspec.convert(row, Rule, strict=False) for row in map(_named, rows(HERE / "rules.tsv")))
    return {rule.code: rule for rule in found}


def _named(row: list[str]) -> dict[str, str]:
    return dict(zip(Rule.__struct_fields__, row, strict=True))


@cache
def sentences(language: str) -> dict[str, Sentence]:
    """What each case of a rule says, such as "Q08 long"."""
    return {row[0]: Sentence(*row) for row in rows(HERE / language / "sentences.tsv")}


@cache
def explanations(language: str) -> tuple[Explained, ...]:
    """Every rule, in the order of the method."""
    return tuple(Explained(*row) for row in rows(HERE / language / "rules.tsv"))
