"""Conversations: their four kinds, the states they go through, and why something may not happen to one now."""

from coffeechat.method.conversations.kinds import DEFAULT_KIND, KINDS, Kind, NotAKind, kind_named, kind_of
from coffeechat.method.conversations.states import (
    HELD,
    OPEN,
    STATES,
    TO_COME,
    TRACK,
    allowed,
    flip_refusal,
    refusal,
    route,
    state_title,
)

__all__ = [
    "DEFAULT_KIND",
    "HELD",
    "KINDS",
    "OPEN",
    "STATES",
    "TO_COME",
    "TRACK",
    "Kind",
    "NotAKind",
    "allowed",
    "flip_refusal",
    "kind_named",
    "kind_of",
    "refusal",
    "route",
    "state_title",
]
