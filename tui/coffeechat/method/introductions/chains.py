"""Through whom everybody came: each person below the one who first led to them.

Introductions can go in a circle (Maya names Ken, Ken names Maya). Taken in the order of time, the one that would close
a circle leads nowhere new and is left out, so that what remains is a forest.
"""

from __future__ import annotations

from collections.abc import Iterable

from coffeechat.method.introductions.states import PATH
from coffeechat.records import Introduction

_LED = frozenset(PATH[PATH.index("made") :])
_NO_YES = frozenset({"wished", "declined_by_introducer", "declined_by_target"})


def has_led(introduction: Introduction) -> bool:
    """Whether one came to the person through it: it was made, or the name was given in a talk."""
    stored = introduction.state or "wished"
    return stored in _LED or (introduction.conversation_id is not None and stored not in _NO_YES)


class Chains:
    """Who came through whom. `edges` are (introducer, person), the first in time first."""

    def __init__(self, edges: Iterable[tuple[bytes, bytes]]) -> None:
        self.parents: dict[bytes, bytes] = {}
        """Whoever led to somebody first."""
        for introducer, person in edges:
            if person not in self.parents and self.root(introducer) != person:
                self.parents[person] = introducer

    def root(self, person: bytes) -> bytes:
        """Where the chain that led to somebody begins; themselves where nobody led to them."""
        while person in self.parents:
            person = self.parents[person]
        return person

    def path(self, person: bytes) -> list[bytes]:
        """Those through whom somebody came, the nearest first."""
        found = []
        while person in self.parents:
            person = self.parents[person]
            found.append(person)
        return found


def chains_of(introductions: Iterable[Introduction]) -> Chains:
    """Who came through whom, by the introductions that led to people."""
    led = [one for one in introductions if has_led(one) and one.introducer_id and one.person_id]
    in_time = sorted(led, key=lambda one: (one.created_at, one.id))
    return Chains((one.introducer_id or b"", one.person_id or b"") for one in in_time)
