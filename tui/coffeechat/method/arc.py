"""The arc of a talk: small talk, the questions, next steps; what is in front, and what comes next.

In the last minutes the question who else to talk to comes forward, so that a talk never ends without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from coffeechat.method.questions import Planned, is_referral
from coffeechat.records import PlanItem

Movement = Literal["small talk", "questions", "next steps"]
MOVEMENTS: Final[tuple[Movement, ...]] = ("small talk", "questions", "next steps")

REFERRAL_TOPIC: Final = "contacts"


class Words(Struct, frozen=True):
    """What a kind of conversation says at each of its movements."""

    begin: str
    plain: str
    referral: str
    may_mention: str
    end: str


WORDS: Final[dict[str, Words]] = msgspec.toml.decode(
    Path(__file__).with_suffix(".toml").read_bytes(), type=dict[str, Words]
)


class Step(Struct, frozen=True):
    """One thing to be at in a talk. Without an `item` what is said there goes into the free notes; a referral question
    that nobody has planned has none either, until somebody answers it."""

    movement: Movement
    text: str
    hint: str = ""
    item: PlanItem | None = None
    is_referral: bool = False

    @property
    def is_question(self) -> bool:
        return self.item is not None or self.is_referral

    @property
    def is_done(self) -> bool:
        """Asked, or left out on purpose."""
        return self.item is not None and bool(self.item.asked_at or self.item.skipped)


def words_of(kind: str | None) -> Words:
    return WORDS.get(kind or "", WORDS["informational"])


def steps(kind: str | None, minutes: int, goal: str | None, items: Sequence[PlanItem]) -> list[Step]:
    """The whole talk, `items` in the plan's order."""
    words = words_of(kind)
    referral = referral_of(items) if words.referral else None
    questions = [_question(item, is_referral=item is referral) for item in items]
    if not items:
        questions.append(Step("questions", words.plain))
    if referral is None and words.referral:
        questions.append(Step("questions", words.referral, words.may_mention, is_referral=True))
    begin = Step("small talk", words.begin.format(minutes=minutes), f"Your aim: {goal}" if goal else "")
    return [begin, *questions, Step("next steps", words.end)]


def referral_of(items: Sequence[PlanItem]) -> PlanItem | None:
    """The question who else to talk to, the last of them."""
    asking = [item for item in items if is_referral(Planned(text=item.text or "", topic=item.topic))]
    return asking[-1] if asking else None


def next_place(steps: Sequence[Step], place: int, *, is_closing: bool) -> int | None:
    """Where to go from `place`: the next question that is still open, or the next steps; None at the end.

    Near the end of the time the referral question comes first.
    """
    for there, step in enumerate(steps):
        if is_closing and step.is_referral and not step.is_done and there != place:
            return there
    return next((there for there in range(place + 1, len(steps)) if not steps[there].is_done), None)


def same_place(steps: Sequence[Step], here: Step, place: int) -> int:
    """Where in `steps`, read anew, one is who was at `here`, their place `place` before."""
    for is_same in (_is_at, _is_alike):
        found = [there for there, step in enumerate(steps) if is_same(step, here)]
        if found:
            return found[0]
    return min(place, len(steps) - 1)


def resumed_place(steps: Sequence[Step]) -> int:
    """Where to go on when a talk is opened again: at the question asked last, else at the beginning."""
    asked = [(step.item.asked_at, place) for place, step in enumerate(steps) if step.item and step.item.asked_at]
    return max(asked)[1] if asked else 0


def _question(item: PlanItem, *, is_referral: bool) -> Step:
    return Step("questions", item.text or "", item.probe or "", item, is_referral)


def _is_at(step: Step, here: Step) -> bool:
    """The same question of the plan, or the same words."""
    if here.item is not None:
        return step.item is not None and step.item.id == here.item.id
    return (step.movement, step.text) == (here.movement, here.text)


def _is_alike(step: Step, here: Step) -> bool:
    """The same movement, said in other words; a referral question that has come into the plan."""
    return step.movement == here.movement and step.is_referral == here.is_referral and not step.is_done
