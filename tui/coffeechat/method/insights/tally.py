"""How much a claim carries: how many people, for and against, and how many of them independent of each other.

People who came through the same first introducer may have it from the same mouth, so together they count once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from coffeechat.method.rules import Rules

_FOR: Final = "supports"
_AGAINST: Final = "contradicts"
SIDES: Final = (_FOR, _AGAINST)
"""The stances that count for a claim and against it."""


class Stance(Struct, frozen=True):
    """What an answer can be to a claim."""

    name: str
    mark: str
    word: str


STANCES: Final = tuple(
    Stance(*line.split("\t"))
    for line in (Path(__file__).parent / "stances.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


class Voice(Struct, frozen=True):
    """One piece of evidence: who said it (None: a source that was read), and when."""

    person_id: bytes | None
    stance: str
    at: str


class Tally(Struct, frozen=True):
    """A claim in numbers. People are counted once, by what they said last; sources beside them."""

    people: int = 0
    supports: int = 0
    contradicts: int = 0
    chains_for: int = 0
    chains_against: int = 0
    sources_for: int = 0
    sources_against: int = 0

    @property
    def sides(self) -> str:
        """People for and against: `5 : 2`."""
        return f"{self.supports} : {self.contradicts}"

    @property
    def chains(self) -> str:
        """Independent chains for and against: `3 : 2`."""
        return f"{self.chains_for} : {self.chains_against}"


class Heard(Struct, frozen=True):
    """What one talk brought to a topic."""

    new_claims: int
    unsorted: int


def tally(voices: Iterable[Voice], root: Callable[[bytes], bytes]) -> Tally:
    """Count voices; `root` says where the chain that led to a person begins."""
    in_time = sorted(voices, key=lambda voice: voice.at)
    last = {voice.person_id: voice.stance for voice in in_time if voice.person_id and voice.stance in SIDES}
    read = [voice.stance for voice in in_time if voice.person_id is None]
    pro, contra = ([person for person, said in last.items() if said == side] for side in SIDES)
    return Tally(
        people=len({voice.person_id for voice in in_time if voice.person_id}),
        supports=len(pro),
        contradicts=len(contra),
        chains_for=len(set(map(root, pro))),
        chains_against=len(set(map(root, contra))),
        sources_for=read.count(_FOR),
        sources_against=read.count(_AGAINST),
    )


def status(counted: Tally, rules: Rules) -> str:
    """`open`, `supported`, `refuted` or `contested`: a side counts when enough independent people are on it."""
    is_for = counted.chains_for >= rules.contested
    is_against = counted.chains_against >= rules.contested
    if is_for and is_against:
        return "contested"
    if is_for:
        return "supported"
    return "refuted" if is_against else "open"


def is_saturated(talks: Sequence[Heard], rules: Rules) -> bool:
    """Whether the last talks on a topic, in the order of time, brought no new claim, and nothing in them waits to be
    read. Janzen: after three to six people there are fewer new facts in each talk."""
    last = talks[-rules.saturated :]
    return len(last) == rules.saturated and not any(talk.new_claims or talk.unsorted for talk in last)


def stance(name: str | None) -> Stance:
    """The stance of this name; one that this version does not know is unclear."""
    return next((one for one in STANCES if one.name == name), STANCES[-1])
