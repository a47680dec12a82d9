"""The states of a conversation, the steps between them, and the sentence that refuses a wrong one.

planned ▸ proposed ▸ scheduled ▸ confirmed ▸ live ▸ ended ▸ debriefed ▸ closed; from scheduled and confirmed also
moved ▸ scheduled, cancelled, and no-show ▸ proposed (METHOD, "Stages and allowed transitions").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from coffeechat.method.dates import moment
from coffeechat.records import Conversation


class State(Struct, frozen=True, rename={"is_": "is"}):
    """One state, as `states.toml` has it."""

    title: str
    next: tuple[str, ...]
    is_: str
    be: str
    first: str
    is_passed: bool = False


STATES: Final[Mapping[str, State]] = msgspec.toml.decode(
    Path(__file__).with_name("states.toml").read_bytes(), type=dict[str, State]
)
"""By the name that is stored. Nothing rests in `moved`: a new time is named with the move."""

TRACK: Final = ("planned", "proposed", "scheduled", "confirmed", "live", "ended", "debriefed", "closed")
"""The way of a conversation that goes well."""

OPEN: Final = frozenset({"planned", "proposed", "no_show"})
"""It has no agreed time that still holds."""
TO_COME: Final = frozenset({"scheduled", "confirmed"})
"""It has a time, and has not begun."""
HELD: Final = frozenset({"ended", "debriefed", "closed"})
"""It took place."""

_FLIPS_FROM: Final = "informational"
_BEGUN: Final = HELD | {"live"}
_NEEDS_ITS_TIME: Final = frozenset({"ended", "no_show"})


def state_title(state: str | None) -> str:
    """What a state is called; one of a later version by its own name."""
    name = state or "planned"
    return STATES[name].title if name in STATES else name


def allowed(state: str | None) -> tuple[str, ...]:
    """Where one step may lead from `state`."""
    known = STATES.get(state or "planned")
    return known.next if known else ()


def route(state: str | None, goal: str) -> tuple[str, ...]:
    """The states a step to `goal` goes through, itself last; empty where no way leads there.

    A step may pass states that its goal proves: scheduling passes `proposed`, beginning passes `confirmed`.
    """
    ways: list[tuple[str, ...]] = [(state or "planned",)]
    for way in ways:  # which grows, the shorter ways first
        for after in allowed(way[-1]):
            if after == goal:
                return (*way[1:], after)
            if STATES[after].is_passed and after not in way:
                ways.append((*way, after))
    return ()


def refusal(talk: Conversation, goal: str, now: datetime) -> str | None:
    """Why `talk` can't become `goal` at the moment `now`, as a sentence with what to do instead; None if it can."""
    state = talk.state or "planned"
    if not route(state, goal):
        here, there = STATES.get(state), STATES[goal]
        if here is None:
            return f"This talk is in a state ({state}) that only a newer coffeechat knows. Upgrade this one first."
        return f"This talk {here.is_}, so it can't {there.be}. {here.first}"
    at = moment(talk.at)
    if state in TO_COME and goal in _NEEDS_ITS_TIME and at and at > now:
        return f"This talk is still to come, so it can't {STATES[goal].be}. Move it if its time was another."
    return None


def flip_refusal(talk: Conversation) -> str | None:
    """Why the host can't have turned `talk` into a job interview; None if it is so."""
    if talk.kind != _FLIPS_FROM:
        return "Only an informational talk turns into a job interview; this one is of another kind."
    if talk.state not in _BEGUN:
        return "This talk has not begun, so nobody has turned it. If it will be a job interview, change its kind."
    return None
