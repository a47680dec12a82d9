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
