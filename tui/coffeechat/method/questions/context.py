"""What the checker knows of the talk a question is for."""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

Kind = Literal["practice", "informational", "job_interview", "catch_up"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Context(Struct, frozen=True, kw_only=True):
    """Of one question.

    `kind`: of the conversation. `has_source`: a research source is linked to the question. `notes`: what the own
    research sources on that organisation say. `part`: how far into the plan it stands, 0 to 1; None outside a plan.
    """

    kind: Kind = "informational"
    has_source: bool = False
    notes: tuple[str, ...] = ()
    part: float | None = None
    language: str = "en"


INFORMATIONAL: Final = Context()
"""Of an informational talk of which nothing more is known."""


class Planned(Struct, frozen=True, kw_only=True):
    """One question of a plan. `minutes` None means: by its depth. `kinds`: of talk it is for; none means any."""

    text: str
    topic: str | None = None
    phase: str | None = None
    minutes: float | None = None
    must: bool = False
    has_source: bool = False
    kinds: tuple[str, ...] = ()


class Answered(Struct, frozen=True, kw_only=True):
    """What people said already: a `claim` on a `topic`, from how many of them; `question` as it was asked."""

    claim: str
    people: int
    topic: str | None = None
    question: str | None = None


class PlanContext(Struct, frozen=True, kw_only=True):
    """Of a whole plan.

    `minutes`: of the conversation, None if they are open. `topics`: what one wants to know. `level`: of the person
    who is asked, 0 to 9. `answered`: what is known from others.
    """

    kind: Kind = "informational"
    minutes: float | None = None
    topics: tuple[str, ...] = ()
    level: int | None = None
    notes: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()
    language: str = "en"


UNPLANNED: Final = PlanContext()
"""Of an informational talk of which nothing more is known."""
