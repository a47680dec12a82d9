"""People with their rank, for output: the list of the command line and of other programs."""

from __future__ import annotations

from collections.abc import Sequence

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold
from coffeechat.method.ranking import Candidate, Lens, Score, rank, wanted_of
from coffeechat.records import Target
from coffeechat.store import pages, ranks, targets
from coffeechat.store.store import Store


class NoSuchTarget(CoffeechatError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"There are: {', '.join(known)}." if known else "There is none yet; add one in the app, under Targets."
        super().__init__(f"There is no target {name!r}. {there}")


class Ranked(Struct, frozen=True):
    """Somebody, how their title reads, and their score for a target (None without one)."""

    line: pages.Line
    candidate: Candidate
    score: Score | None
    contacts: tuple[tuple[str, str], ...]
    """(kind, value) of each."""


def people(store: Store, text: str, target_name: str | None, lens: Lens, limit: int | None = None) -> list[Ranked]:
    """The people who match `text`: the best for the target first, or by name without one. Raises NoSuchTarget."""
    connection = store.connection
    chosen = targets.chosen(connection)
    target = _named(connection, target_name) if target_name else chosen
    if target is None:
        return _all_of(connection, None, lens, pages.People(connection, "name", text=text).numbers(0, limit))
    if target == chosen:
        store.rank_everybody()
        return _all_of(connection, target, lens, pages.People(connection, lens, text=text).numbers(0, limit))
    found = _all_of(connection, target, lens, pages.People(connection, "name", text=text).numbers(0))
    found.sort(key=lambda one: -one.score.value if one.score else 0)
    return found[:limit]


def _all_of(connection: apsw.Connection, target: Target | None, lens: Lens, numbers: Sequence[int]) -> list[Ranked]:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (n INTEGER PRIMARY KEY); DELETE FROM asked")
    connection.executemany("INSERT INTO asked VALUES (?)", ((n,) for n in numbers))
    wanted = wanted_of(target) if target else None
    candidates = {listed.n: listed.candidate for listed in ranks.listed(connection, target, "asked CROSS JOIN listing USING (n)")}
    contacts = _contacts(connection)
    return [
        Ranked(
            line,
            candidates[line.n],
            rank(candidates[line.n], wanted, lens) if wanted else None,
            tuple(contacts.get(line.n, ())),
        )
        for line in pages.lines(connection, numbers)
    ]


def _contacts(connection: apsw.Connection) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for n, kind, value in connection.execute(
        "SELECT n, kind, value FROM asked CROSS JOIN listing USING (n) CROSS JOIN contact_point ON person_id = listing.id "
        "WHERE contact_point.deleted_at IS NULL AND kind IS NOT NULL AND value IS NOT NULL ORDER BY contact_point.id"
    ):
        found.setdefault(n, []).append((kind, value))
    return found


def _named(connection: apsw.Connection, name: str) -> Target:
    """The target of this name, or the only one that begins so."""
    known = targets.all_targets(connection)
    exact = [target for target in known if fold(target.name or "") == fold(name)]
    found = exact or [target for target in known if fold(target.name or "").startswith(fold(name))]
    if len(found) != 1:
        raise NoSuchTarget(name, [target.name or "" for target in known])
    return found[0]
