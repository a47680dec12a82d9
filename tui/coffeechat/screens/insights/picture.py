"""Topics and claims across people as the rows of a table: who says what, for and against, how independent they are."""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple

from coffeechat.method.insights import SIDES, stance
from coffeechat.method.questions import topics
from coffeechat.store.topics import Claim, Overview, Topic
from coffeechat.widgets.columns import GAP, Column
from coffeechat.widgets.pages import TableRow, Tone

WIDE: Final = 100
"""From so many cells on everybody has a column; below, the voices of a claim stand in one."""
THROUGH: Final = "through"
"""The key of the row that says through whom people came."""

_BAR, _PERSON, _VOICES = 6, 2, 14
_STANCES: Final[dict[str, Tone]] = {"supports": "success", "contradicts": "error", "refines": "warning"}
_STATUSES: Final[dict[str, Tone]] = {"supported": "success", "refuted": "error", "contested": "warning"}
_FULL: Final = "█"
_UNNAMED: Final = "(no topic)"


class Picture(NamedTuple):
    """What the table shows."""

    columns: tuple[Column, ...]
    rows: list[TableRow]
    has_more_people: bool = False


def picture(overview: Overview, width: int, first: str = "") -> Picture:
    """The table on so many cells. Who does not fit has no column of their own, and still counts; those who spoke of
    the topic `first` come first."""
    if width < WIDE:
        return Picture(_NARROW, [row for topic in overview.topics for row in _narrow_rows(overview, topic)])
    room = (width - 3 - sum(column.least + GAP for column in _WIDE)) // (_PERSON + GAP)
    ours = next((topic.people for topic in overview.topics if topic.name == first), set())
    people = overview.people
    if len(people) > room:
        people = tuple(sorted(people, key=lambda one: one not in ours)[: max(0, room)])
    columns = [*_WIDE, *(Column(one.hex(), initials(overview.names[one]), _PERSON, priority=4) for one in people)]
    longest = max((max(c.tally.supports, c.tally.contradicts) for t in overview.topics for c in t.claims), default=0)
    rows = [row for topic in overview.topics for row in _wide_rows(topic, people, longest)]
    if any(overview.roots[one] != one for one in people):
        rows.insert(0, _through(overview, people))
    return Picture(tuple(columns), rows, len(people) < len(overview.people))


def topic_key(topic: Topic) -> str:
    return f"topic {topic.name}"


def topic_name(name: str) -> str:
    """As the plan of a talk calls it, or as the user did."""
    known = topics().get(name)
    return known.title if known else name or _UNNAMED


def initials(name: str) -> str:
    """Two letters: of the first and the last word."""
    words = name.split()
    return (words[0][:1] + words[-1][:1]).upper() if len(words) > 1 else name[:2]


_CLAIM: Final = Column("claim", "Topic and claim", 1.0, min_width=30, priority=9)
_SIDES: Final = Column("sides", "Sides", 6, align="center", priority=8)
_CHAINS: Final = Column("chains", "Chains", 6, align="center", priority=7)
_STATUS: Final = Column("status", "", 10, priority=6)
_COUNT: Final = Column("people", "n", 2, align="right", priority=5)
_NARROW: Final = (_CLAIM, _COUNT, Column("voices", "Voices", _VOICES, priority=4), _SIDES, _CHAINS, _STATUS)
_WIDE: Final = (
    _CLAIM,
    _COUNT,
    Column("for", "For", _BAR, align="right", priority=4),
    _SIDES,
    Column("against", "Against", _BAR + 1, priority=4),
    _CHAINS,
    _STATUS,
)


def _narrow_rows(overview: Overview, topic: Topic) -> list[TableRow]:
    head = (topic_name(topic.name), str(len(topic.people)), "", "", "", _of_topic(topic))
    return [
        TableRow(topic_key(topic), head, tones=("strong", "strong", "", "", "", _tone_of(topic))),
        *(_narrow_row(overview, claim) for claim in topic.claims),
    ]


def _narrow_row(overview: Overview, claim: Claim) -> TableRow:
    counted = claim.tally
    cells = (
        f"  {claim.text}",
        str(counted.people),
        voices(overview, claim),
        counted.sides,
        counted.chains,
        claim.status,
    )
    return TableRow(claim.insight.id, cells, tones=("", "dim", "", "", "", _STATUSES.get(claim.status, "dim")))


def _wide_rows(topic: Topic, people: tuple[bytes, ...], longest: int) -> list[TableRow]:
    answers = tuple(_digit(topic.answers.get(one, 0)) for one in people)
    head = (topic_name(topic.name), str(len(topic.people)), "", "", "", "", _of_topic(topic), *answers)
    of_people: list[Tone] = ["dim"] * len(people)
    tones: tuple[Tone, ...] = ("strong", "strong", "", "", "", "", _tone_of(topic), *of_people)
    return [
        TableRow(topic_key(topic), head, tones=tones),
        *(_wide_row(claim, people, longest) for claim in topic.claims),
    ]


def _wide_row(claim: Claim, people: tuple[bytes, ...], longest: int) -> TableRow:
    counted = claim.tally
    pro, contra = (_bar(count, longest) for count in (counted.supports, counted.contradicts))
    said = [claim.stance_of(one) for one in people]
    marks = (stance(one).mark if one else "·" for one in said)
    status = claim.status
    numbers = (f"  {claim.text}", str(counted.people), pro, counted.sides, contra, counted.chains, status)
    tones: tuple[Tone, ...] = ("", "dim", "success", "", "error", "", _STATUSES.get(status, "dim"))
    return TableRow(
        claim.insight.id, (*numbers, *marks), tones=(*tones, *(_STANCES.get(one or "", "dim") for one in said))
    )


def voices(overview: Overview, claim: Claim) -> str:
    """A mark for each person, those of one chain together: `+++ + + − −`."""
    took = [(side, overview.roots[one]) for side in SIDES for one in overview.people if claim.stance_of(one) == side]
    return " ".join("".join(stance(side).mark for _ in chain) for (side, _), chain in groupby(took))


def _through(overview: Overview, people: tuple[bytes, ...]) -> TableRow:
    """Below everybody's initials those of the one at the root of their chain."""
    roots = tuple(initials(overview.names[overview.roots[one]]) if overview.roots[one] != one else "" for one in people)
    return TableRow(THROUGH, ("came through", "", "", "", "", "", "", *roots), tone="dim")


def _of_topic(topic: Topic) -> str:
    if topic.unsorted:
        return f"{topic.unsorted} to sort"
    return "saturated" if topic.is_saturated else ""


def _tone_of(topic: Topic) -> Tone:
    return "warning" if topic.unsorted else "accent"


def _digit(count: int) -> str:
    return "" if not count else str(count) if count < 10 else "9+"


def _bar(count: int, longest: int) -> str:
    """Whole cells only: for and against grow from the middle, and a part of a cell has only one side to stand on."""
    return _FULL * max(1, round(_BAR * count / longest)) if count else ""
