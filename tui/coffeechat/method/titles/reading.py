"""Reading a job title as people write it: level, personnel, advisory, past, whose assistant, kind of work."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from coffeechat.method.titles.parts import MARKS, PROFESSIONAL, TOP, Part, parts_of
from coffeechat.method.titles.phrases import Work, link_words, work_phrases

GENERAL_MANAGEMENT: Final = "general management"
# How the work is done rather than what it is about, so they stand behind what else a title names.
_FRAMES: Final = frozenset(("project", "consulting", GENERAL_MANAGEMENT))


class Title(Struct, frozen=True, kw_only=True):
    """What a job title says. Level: 0 student, 2 professional, 5 manager, 7 director, 9 top, None no job.

    `personnel`: in personnel or recruiting. `advisory`: senior, but doesn't hire. `former`: no longer there.
    `assistant_to`: the boss, in the title's own letters. `owner`: runs the firm. `independent`: works alone.
    `function` is the first of `functions`, the kinds of work it tells of; `words` are its words, folded, and
    its specialities (`data/analytics`).
    """

    level: int | None = None
    personnel: bool = False
    advisory: bool = False
    former: bool = False
    assistant_to: str | None = None
    owner: bool = False
    independent: bool = False
    function: str | None = None
    functions: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def read(raw: str) -> Title:
    """How `raw` is read. Never raises: words that tell no level are a professional's, no words nobody's."""
    parts = parts_of(raw)
    current = [part for part in parts if not part.former]
    told = current or parts
    if not told:
        return Title()
    jobs = [part for part in told if not part.only_advises()] or told
    works = [work for part in jobs for work in _works(part)]
    level, advisory = _level(told, bool(works))
    top = [part for part in told if part.rank() == level]
    functions = _functions(jobs, works, level)
    return Title(
        level=level,
        personnel=any(part.personnel for part in told),
        advisory=advisory,
        former=not current,
        assistant_to=next((part.boss for part in top if part.boss), None),
        owner=any(part.owner for part in top),
        independent=any(part.independent for part in top),
        function=functions[0] if functions else None,
        functions=functions,
        words=_words(jobs, works),
    )


def _level(parts: list[Part], knows_work: bool) -> tuple[int, bool]:
    """The highest level of a real job, else of an advisory one; and whether it is advisory."""
    ranks = [rank for part in parts if (rank := part.rank()) is not None]
    if ranks:
        return max(ranks), False
    advisory = [part.advisory for part in parts if part.advisory is not None]
    # "Software Engineer | Angel Investor" works; "Board Member, Technology" doesn't.
    if advisory and (parts[0].advisory is not None or not knows_work):
        return max(advisory), True
    return PROFESSIONAL, False


def _works(part: Part) -> list[Work]:
    phrases, at = work_phrases(), 0
    found: list[Work] = []
    while at < len(part.words):
        works, length = phrases.longest(part.words, at)
        found.extend(works)
        at += length
    return found


def _functions(parts: list[Part], works: list[Work], level: int) -> tuple[str, ...]:
    """Every kind of work the parts tell of; the one that makes the job first, what only frames it last."""
    names = [work.function for work in works]
    if any(part.personnel for part in parts):
        names.insert(0, "people")
    if any(part.boss for part in parts):
        names.insert(0, "administration")
    if level == TOP:
        names.append(GENERAL_MANAGEMENT)
    names.sort(key=_FRAMES.__contains__)
    return tuple(dict.fromkeys(names))


def _words(parts: list[Part], works: list[Work]) -> frozenset[str]:
    words = {word for part in parts for word in part.words}
    words.update(work.speciality for work in works if work.speciality)
    return frozenset(words - link_words() - MARKS)
