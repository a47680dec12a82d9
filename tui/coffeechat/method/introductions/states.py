"""The states of an introduction: what is stored, what touches and conversations say beyond it, and what may follow.

Ask each side before introducing (double opt-in). An introduction that nobody moves expires, so that it can be wished
for again without a bad conscience.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from coffeechat.method.dates import moment
from coffeechat.records import Introduction

Cells = dict[str, str | None]

PATH: Final = ("wished", "asked", "introducer_ok", "target_ok", "made", "contacted", "met", "loop_closed")
"""The whole way, step by step."""

_FOLLOWING: Final = {
    "wished": ("asked",),
    "asked": ("introducer_ok", "declined_by_introducer"),
    "introducer_ok": ("target_ok", "declined_by_target", "made"),
    "target_ok": ("made",),
    "made": ("contacted",),
    "contacted": ("met",),
    "met": ("loop_closed",),
    "expired": ("wished",),
}
_OPEN: Final = frozenset(PATH) - {"met", "loop_closed"}
"""What can lapse. Once you have met, a debt is left: to tell the introducer. That one does not lapse."""

STAMPS: Final = {
    "asked": "asked_at",
    "introducer_ok": "introducer_ok_at",
    "target_ok": "person_ok_at",
    "made": "made_at",
    "loop_closed": "loop_closed_at",
}
"""Where the instant of a step is stored."""


class Facts(Struct, frozen=True):
    """Instants of what happened by itself: the first message or talk that shows a step was taken."""

    contacted_at: str | None = None  # the person was written to, since it was made
    met_at: str | None = None  # a talk with the person ended, since it was made
    told_at: str | None = None  # the introducer was thanked or told, since you met


class Step(NamedTuple):
    """One step that was taken, and when; None where nobody wrote that down."""

    state: str
    at: str | None


def state(introduction: Introduction, facts: Facts, now: datetime, days: int) -> str:
    """Where it stands now."""
    reached = _reached(introduction, facts)
    if reached not in _OPEN:
        return reached
    lapses = lapses_at(introduction, facts, days)
    return "expired" if lapses and lapses <= now else reached


def lapses_at(introduction: Introduction, facts: Facts, days: int) -> datetime | None:
    """The moment from which an open one is expired: so many days after its last step, or later where that is said."""
    instants = [introduction.created_at, *(step.at for step in steps(introduction, facts))]
    moments = [found + timedelta(days=days) for found in map(moment, instants) if found]
    said = moment(introduction.expires_at)
    return max([*moments, said] if said else moments, default=None)


def next_states(standing: str) -> tuple[str, ...]:
    """What may follow, the usual way first."""
    return _FOLLOWING.get(standing, ())


def is_open(standing: str) -> bool:
    """Whether somebody has still something to do: everything but an end, good or not."""
    return standing in _OPEN or standing == "met"


def refusal(standing: str, to: str, introducer: str, person: str, override_reason: str = "") -> str | None:
    """Why the step to `to` may not be taken now, in a sentence with both names; None if it may."""
    if to == "made" and standing == "introducer_ok" and not override_reason.strip():
        return (
            f"{person} has not said yes to being introduced, and both sides are asked first. "
            "Note their yes, or say why it was made without it."
        )
    if to in next_states(standing):
        return None
    following = " or ".join(f"“{word(after)}”" for after in next_states(standing))
    after = f"only {following} can follow" if following else "nothing follows that"
    return f"The introduction to {person} through {introducer} is “{word(standing)}”: {after}."


def written(standing: str, to: str, at: str, override_reason: str, days: int) -> Cells:
    """What a step that may be taken leaves in the row. A wish that had expired begins anew."""
    if to == "wished":
        again = datetime.fromisoformat(at) + timedelta(days=days)
        return {"state": to, "expires_at": f"{again:%Y-%m-%dT%H:%M:%SZ}", **dict.fromkeys(STAMPS.values())}
    cells: Cells = {"state": to}
    if to in STAMPS:
        cells[STAMPS[to]] = at
    if to == "made" and standing == "introducer_ok":
        cells["override_reason"] = override_reason
    return cells


def steps(introduction: Introduction, facts: Facts) -> list[Step]:
    """What was done, from first to last."""
    reached = _reached(introduction, facts)
    taken = [Step(name, _when(introduction, facts, name)) for name in PATH]
    if reached in PATH:
        del taken[PATH.index(reached) + 1 :]
    else:
        taken.append(Step(reached, None))
    return [step for step in taken if step.at or step.state == reached]


def without_consent(introductions: Iterable[Introduction]) -> int:
    """How many were made before the person had said yes."""
    return sum(1 for one in introductions if one.override_reason)


def word(standing: str) -> str:
    """What a state is called."""
    return _words().get(standing, (standing.replace("_", " "), ""))[0]


def what_next(standing: str, introducer: str, person: str) -> str:
    """What has to happen now, in a sentence."""
    return _words().get(standing, ("", ""))[1].format(introducer=introducer, person=person)


def _reached(introduction: Introduction, facts: Facts) -> str:
    """What is stored, or what facts show beyond it; they count only where both consents are settled."""
    stored = introduction.state or "wished"
    if stored not in ("made", "contacted", "met"):
        return stored
    shown = {"contacted": facts.contacted_at, "met": facts.met_at}
    furthest = max([stored, *(name for name, at in shown.items() if at)], key=PATH.index)
    return "loop_closed" if furthest == "met" and facts.told_at else furthest


def _when(introduction: Introduction, facts: Facts, name: str) -> str | None:
    if name == "wished":
        return introduction.created_at if introduction.created_at != introduction.asked_at else None
    stored: str | None = getattr(introduction, STAMPS[name]) if name in STAMPS else None
    shown = {"contacted": facts.contacted_at, "met": facts.met_at, "loop_closed": facts.told_at}
    return stored or shown.get(name)


@cache
def _words() -> dict[str, tuple[str, str]]:
    text = (Path(__file__).parent / "states.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: (called, following) for name, called, following in rows}
