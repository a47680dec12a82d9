"""The two sides of a rank: somebody who may be approached, and the job that is wanted."""

from __future__ import annotations

from msgspec import Struct

from coffeechat.method.folding import fold
from coffeechat.method.titles import Title, read
from coffeechat.method.titles.parts import PROFESSIONAL
from coffeechat.method.titles.phrases import level_phrases, work_phrases
from coffeechat.records import Target


class Candidate(Struct, frozen=True, kw_only=True):
    """Somebody, as far as ranking looks. `functions` and `words` are as in `Title`.

    `organisation_size`: small (up to 50), medium (to 250), large or None. `tie`: as `Person.tie`.
    `knowledge`, 0 to 1, is the user's word and wins over any guess.
    """

    title: str | None = None
    level: int | None = None
    personnel: bool = False
    advisory: bool = False
    former: bool = False
    owner: bool = False
    independent: bool = False
    assistant_to: str | None = None
    functions: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    organisation_size: str | None = None
    tie: str | None = None
    knowledge: float | None = None


class Wanted(Struct, frozen=True, kw_only=True):
    """The job wanted. `keywords`: folded words and specialities that tell it from others of its function."""

    level: int = PROFESSIONAL
    function: str | None = None
    keywords: tuple[str, ...] = ()
    personnel: bool = False


def candidate_of(
    title: str | None,
    *,
    level: int | None = None,
    personnel: bool | None = None,
    advisory: bool | None = None,
    function: str | None = None,
    organisation_size: str | None = None,
    tie: str | None = None,
    knowledge: float | None = None,
) -> Candidate:
    """Somebody with this title; what the user said of it (`level` to `function`) wins over how it reads."""
    told = read(title or "")
    return Candidate(
        title=title,
        level=told.level if level is None else level,
        personnel=told.personnel if personnel is None else personnel,
        advisory=told.advisory if advisory is None else advisory,
        former=told.former,
        owner=told.owner,
        independent=told.independent,
        assistant_to=told.assistant_to,
        functions=told.functions if function is None else (function,),
        words=told.words,
        organisation_size=organisation_size,
        tie=tie,
        knowledge=knowledge,
    )


def wanted_of(target: Target) -> Wanted:
    """The job a target names; what its fields leave open is read from its name."""
    told = read(target.name or "")
    named = told.level if told.level is not None else PROFESSIONAL
    keywords = _distinctive(told)
    for keyword in (target.keywords or "").split(","):
        keywords |= _meant(keyword)
    return Wanted(
        level=named if target.level is None else target.level,
        function=target.function or told.function,
        keywords=tuple(sorted(keywords)),
        personnel=told.personnel if target.personnel is None else target.personnel,
    )


def _meant(keyword: str) -> frozenset[str]:
    """One word stands for itself and its speciality, several only for what sets them apart."""
    told = read(keyword)
    return told.words if " " not in fold(keyword) else _distinctive(told)


def _distinctive(title: Title) -> frozenset[str]:
    """The words that set a job apart: "urban" in "Head of urban planning"; all of them if none does."""
    apart = frozenset(word for word in title.words if not _is_general(word))
    return apart or title.words


def _is_general(word: str) -> bool:
    """A level ("manager", "analyst") or a whole function ("engineer", "data") sets no job apart."""
    work = work_phrases().alone(word)
    return level_phrases().alone(word) is not None or (work is not None and work.speciality is None)
