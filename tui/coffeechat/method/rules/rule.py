"""What is known of each setting: its unit, its bounds, its default, and the sources with their differing numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

Value = int | bool | str


class Source(Struct, frozen=True):
    """Who says what of it."""

    who: str
    says: str


class Rule(Struct, frozen=True, kw_only=True):
    """One setting. `least` and `most` bound a number; `choices` are stored values and what they are called."""

    id: str
    group: str
    title: str
    explanation: str
    kind: str  # a unit (business days, hours, words ...), or yes/no · choice · country · region
    default: Value
    sources: tuple[Source, ...]
    least: int = 0
    most: int = 0
    choices: dict[str, str] = {}

    @property
    def is_number(self) -> bool:
        return self.kind not in ("yes/no", "choice", "country", "region")

    def said(self, value: Value) -> str:
        """A value as people read it: "3 business days", "not unless they ask"."""
        if self.kind == "yes/no":
            return "yes" if value else "no"
        if self.is_number:
            return f"{value} {self.kind.removesuffix('s') if value == 1 and self.kind != 'people' else self.kind}"
        return self.choices.get(str(value), str(value)) or "none"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every setting, those that belong together beside each other."""
    text = (Path(__file__).parent / "rules.toml").read_text(encoding="utf-8")
    document: dict[str, Any] = tomllib.loads(text)
    return msgspec.convert(document["rule"], tuple[Rule, ...])


@cache
def rule(name: str) -> Rule:
    """The setting of this id."""
    return next(rule for rule in all_rules() if rule.id == name)
