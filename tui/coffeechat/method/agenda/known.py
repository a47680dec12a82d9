"""Everybody with what follows from their facts, worked out once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from coffeechat.method.cadence import Today
from coffeechat.method.facts import Ask, Facts, last_ask
from coffeechat.method.stages import Stage, standing


class Known(NamedTuple):
    """One person: facts, the last ask, the stage."""

    facts: Facts
    ask: Ask | None
    stage: Stage

    @property
    def is_asked(self) -> bool:
        """Whether an answer is waited for."""
        return self.stage.name == "asked"


class Colleague(NamedTuple):
    """Somebody else at an organisation who was not asked yet, with the rank for the target if there is one."""

    person_id: bytes
    name: str
    score: float | None = None

    @property
    def said(self) -> str:
        return self.name if self.score is None else f"{self.name} (rank {self.score:.0f})"


FindColleague = Callable[[Facts], Colleague | None]
Everybody = Mapping[bytes, Known]


def nobody(_: Facts) -> None:
    """For whoever knows of no colleagues."""


def known(everybody: Iterable[Facts], today: Today) -> Everybody:
    """By id. Whoever is parked or gone is left out: nothing is due for them."""
    found = {}
    for facts in everybody:
        if not facts.is_parked and not facts.person.deleted_at:
            ask = last_ask(facts, today)
            found[facts.person.id] = Known(facts, ask, standing(facts, ask, today))
    return found
