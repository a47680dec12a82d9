"""How somebody may be known, from nothing to introduced."""

from __future__ import annotations

TIES = {
    "cold": "no tie yet",
    "shared": "a school or employer in common",
    "weak": "you have met",
    "close": "a close tie",
    "introduced": "introduced to you",
}
"""What `Person.tie` may be, in the order in which a key steps through it."""
_NOT_MET = (None, "cold", "shared")


def after(happened: str, tie: str | None) -> str | None:
    """The tie to somebody who was met (`weak`), or to whom one was `introduced`: takes the place of not knowing them;
    any other tie is nearer, or the user's own word."""
    return happened if tie in _NOT_MET else tie
