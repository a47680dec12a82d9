"""The four factors of a rank, each as its value and the name of the reason for it in `reasons.tsv`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from coffeechat.method.ranking.candidates import Candidate, Wanted

Factor = tuple[float, str]

_LEAD: Final = 4
_MANAGER: Final = 5
# How far above the wanted job somebody still leads the very team that does it, rather than leaders of teams.
_WIDEST_LEAD: Final = 4
_BY_GAP: Final[tuple[Factor, ...]] = (
    (0.2, "power below"),
    (0.4, "power near"),
    (0.8, "power span"),
    (1.0, "power span"),
    (1.0, "power span"),
    (0.8, "power high"),
)
# Design: where the size is unknown, as in most address books, the middle one is assumed.
_FAR_ABOVE: Final[dict[str | None, Factor]] = {
    "small": (1.0, "power far small"),
    "medium": (0.8, "power far medium"),
    None: (0.8, "power far unknown"),
    "large": (0.5, "power far large"),
}
_REACH: Final[dict[str | None, Factor]] = {
    "introduced": (1.0, "reach introduced"),
    "weak": (0.9, "reach weak"),
    "close": (0.8, "reach close"),
    "shared": (0.6, "reach shared"),
}
_COLD: Final[Factor] = (0.3, "reach cold")


def knowledge(candidate: Candidate, wanted: Wanted) -> Factor:
    """How much somebody knows of the wanted job, 0.2 to 1: guessed from the title, unless the user said."""
    if candidate.knowledge is not None:
        return candidate.knowledge, "knowledge told"
    same = wanted.function in candidate.functions
    shares = not candidate.words.isdisjoint(wanted.keywords)
    near = same or shares or not adjacent(wanted.function).isdisjoint(candidate.functions)
    if candidate.assistant_to:
        return (0.5, "knowledge assistant") if near else (0.2, "knowledge unknown")
    if candidate.personnel and not wanted.personnel:
        return (0.5, "knowledge recruits") if near else (0.2, "knowledge unknown")
    if same or (shares and wanted.function is None):
        return _inside(candidate, wanted, shares)
    return (0.5, "knowledge adjacent") if near else (0.2, "knowledge unknown")


def _inside(candidate: Candidate, wanted: Wanted, shares: bool) -> Factor:
    """Knowledge of somebody of the same function."""
    level = candidate.level or 0
    if candidate.advisory:
        return 0.8, "knowledge same"
    if level < _MANAGER or level <= wanted.level:
        return (1.0, "knowledge does") if shares else (0.8, "knowledge same")
    if level - wanted.level <= _WIDEST_LEAD and (shares or not _has_speciality(candidate, wanted.function)):
        return 1.0, "knowledge leads"
    return 0.8, "knowledge same"


def _has_speciality(candidate: Candidate, function: str | None) -> bool:
    return any(word.startswith(f"{function}/") for word in candidate.words)


def power(candidate: Candidate, wanted: Wanted) -> Factor:
    """The power to hire for the wanted job, by how many levels somebody stands above it."""
    if candidate.level is None:
        return 0.2, "power unknown"
    if candidate.assistant_to:
        return 0.2, "power assistant"
    if candidate.independent:
        return 0.2, "power independent"
    value, why = _power_of_level(candidate, candidate.level, wanted.level)
    if candidate.former:
        return value * 0.2, "power former"
    if candidate.advisory:
        return value * 0.3, "power advisory"
    return value, why


def _power_of_level(candidate: Candidate, level: int, wanted: int) -> Factor:
    if candidate.owner and candidate.organisation_size == "small":
        return 1.0, "power owner"
    gap = level - wanted
    if gap >= len(_BY_GAP):
        return _FAR_ABOVE.get(candidate.organisation_size) or _FAR_ABOVE[None]
    factor = _BY_GAP[max(gap, 0)]
    return (0.5, "power lead") if level == _LEAD and factor[0] > 0.5 else factor


def personnel(candidate: Candidate, wanted: Wanted) -> Factor:
    """John Crystal's rule: don't go through personnel, unless the wanted job is there."""
    if not candidate.personnel:
        return 1.0, "personnel no"
    return (1.0, "personnel wanted") if wanted.personnel else (0.2, "personnel yes")


def reach(candidate: Candidate) -> Factor:
    """How likely somebody is to answer."""
    return _REACH.get(candidate.tie, _COLD)


def adjacent(function: str | None) -> frozenset[str]:
    """The functions whose people see the work of `function` done."""
    neighbours = _neighbours()
    return neighbours.get(function) or neighbours["*"]


@cache
def _neighbours() -> dict[str | None, frozenset[str]]:
    """Read both ways; whoever stands beside `*` stands beside every function."""
    pairs: dict[str | None, set[str]] = {}
    text = (Path(__file__).parent / "adjacent_functions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            one, others = line.split("\t")
            for other in others.split(", "):
                pairs.setdefault(one, set()).add(other)
                pairs.setdefault(other, set()).add(one)
    return {function: frozenset(others | pairs["*"]) for function, others in pairs.items()}
