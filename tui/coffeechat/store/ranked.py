"""People with their rank, for output: the list of the command line and of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold
from coffeechat.records import Target
from coffeechat.store import pages, targets
from coffeechat.store.store import Store

if TYPE_CHECKING:
    from coffeechat.method.ranking import Lens


class NoSuchTarget(CoffeechatError):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"There are: {', '.join(known)}." if known else "There is none yet; add one in the app, under Targets."
        super().__init__(f"There is no target {name!r}. {there}")


class ListedRank(Struct, frozen=True):
    """How a title reads, and the rank for a target: None without one."""

    level: int | None
    personnel: bool
    score: float | None = None
    factors: tuple[float, float, float, float] | None = None
    """Knowledge, power, personnel, reach."""


class Ranked(Struct, frozen=True):
    """Somebody on the list, where they stand, and (kind, value) of each way to reach them."""

    line: pages.Line
    rank: ListedRank
    contacts: tuple[tuple[str, str], ...]


def people(store: Store, text: str, target_name: str | None, lens: Lens, limit: int | None = None) -> list[Ranked]:
    """The people who match `text`: the best for the target first, or by name without one. Raises NoSuchTarget."""
    connection = store.connection
    chosen = targets.chosen(connection)
    target = _named(connection, target_name) if target_name else chosen
    if target is not None and target == chosen:
        store.rank_everybody()
        numbers = pages.People(connection, lens, text=text).numbers(0, limit)
        return _all_of(connection, numbers, _ranked_before(connection, numbers, lens))
    numbers = pages.People(connection, "name", text=text).numbers(0, None if target else limit)
    found = _all_of(connection, numbers, _ranked_now(connection, numbers, target, lens))
    if target is not None:
        found.sort(key=lambda one: -(one.rank.score or 0))
    return found[:limit]


def _all_of(connection: apsw.Connection, numbers: Sequence[int], ranks_of: dict[int, ListedRank]) -> list[Ranked]:
    contacts = _contacts(connection)
    return [
        Ranked(line, ranks_of[line.n], tuple(contacts.get(line.n, ()))) for line in pages.lines(connection, numbers)
    ]


def _ask(connection: apsw.Connection, numbers: Sequence[int]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (n INTEGER PRIMARY KEY); DELETE FROM asked")
    connection.executemany("INSERT INTO asked VALUES (?)", ((n,) for n in numbers))


def _ranked_before(connection: apsw.Connection, numbers: Sequence[int], lens: Lens) -> dict[int, ListedRank]:
    """From the table of ranks, without reading a title."""
    _ask(connection, numbers)
    rows = connection.execute(
        f"SELECT n, level, in_personnel, {lens}, knowledge, power, personnel, reach "
        "FROM asked CROSS JOIN rank USING (n)"
    )
    return {n: ListedRank(level, bool(personnel), score, tuple(parts)) for n, level, personnel, score, *parts in rows}


def _ranked_now(
    connection: apsw.Connection, numbers: Sequence[int], target: Target | None, lens: Lens
) -> dict[int, ListedRank]:
    """For a target that is not the chosen one, or for none."""
    from coffeechat.method.ranking import rank, wanted_of  # 20 ms with its data
    from coffeechat.store import ranks

    _ask(connection, numbers)
    wanted = wanted_of(target) if target else None
    ranks_of = {}
    for n, _, candidate in ranks.listed(connection, target, "asked CROSS JOIN listing USING (n)"):
        if wanted is None:
            ranks_of[n] = ListedRank(candidate.level, candidate.personnel)
            continue
        found = rank(candidate, wanted, lens)
        parts = (found.factors.knowledge, found.factors.power, found.factors.personnel, found.factors.reach)
        ranks_of[n] = ListedRank(candidate.level, candidate.personnel, found.value, parts)
    return ranks_of


def _contacts(connection: apsw.Connection) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for n, kind, value in connection.execute(
        "SELECT n, kind, value FROM asked CROSS JOIN listing USING (n) "
        "CROSS JOIN contact_point ON person_id = listing.id "
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
