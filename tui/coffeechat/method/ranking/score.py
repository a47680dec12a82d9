"""The rank itself: a geometric mean, as John Crystal's rule asks for knowledge and power both."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from msgspec import Struct

from coffeechat.method.ranking import factors
from coffeechat.method.ranking.candidates import Candidate, Wanted

Lens = Literal["crystal", "research"]


class Factors(Struct, frozen=True):
    """What a score is made of, each from 0 to 1."""

    knowledge: float
    power: float
    personnel: float
    reach: float


class Score(Struct, frozen=True):
    """How good a person is to approach, 0 to 100."""

    value: float
    factors: Factors


def rank(candidate: Candidate, wanted: Wanted, lens: Lens) -> Score:
    """Whom to approach first: `crystal` for who could hire, `research` for who knows most of the job."""
    knowledge = factors.knowledge(candidate, wanted)[0]
    power = factors.power(candidate, wanted)[0]
    personnel = factors.personnel(candidate, wanted)[0]
    reach = factors.reach(candidate)[0]
    worth = sqrt(knowledge * power) if lens == "crystal" else knowledge
    value = 100 * worth * personnel * (0.5 + 0.5 * reach)
    return Score(value, Factors(knowledge, power, personnel, reach))
