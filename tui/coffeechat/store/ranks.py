"""The rank of everybody for the chosen target: a local table, so that the list pages by score as it does by name.

Small changes re-rank whom they touch in their own transaction. After big ones the table is stale until somebody with
a second to spare (a worker, a command) calls `Store.rank_everybody`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import apsw

from coffeechat.method.ranking import Candidate, Reason, Wanted, candidate_of, explain, rank, wanted_of
from coffeechat.records import Target
from coffeechat.store import settings, stale, targets
from coffeechat.store.capture import Change
from coffeechat.store.tables import Value

AT_ONCE = 200  # people ranked in the change's own transaction, about 4 ms


class Listed(NamedTuple):
    """Somebody on the list, as ranking sees them."""

    n: int
    name_key: str
    candidate: Candidate


def follow(connection: apsw.Connection, change: Change) -> None:
    """Bring the ranks of those a change touched up to date, or mark all as stale. Comes after the list itself."""
    if _touches_everybody(change):
        stale.mark(connection)
    elif not stale.is_stale(connection) and (target := targets.chosen(connection)):
        _write(connection, listed(connection, target, "affected CROSS JOIN listing USING (id)"), wanted_of(target))


def refresh(connection: apsw.Connection) -> None:
    """Rank everybody, inside a transaction."""
    connection.execute("DELETE FROM rank")
    if target := targets.chosen(connection):
        _write(connection, listed(connection, target), wanted_of(target))
    stale.unmark(connection)


def listed(connection: apsw.Connection, target: Target | None, among: str = "listing") -> Iterator[Listed]:
    """Everybody (or those `among`, a FROM clause) with what ranking needs to know of them for a target.

    The user's correction of a title wins; it is remembered for others with the same title.
    """
    corrections = _corrections(connection)
    rows = connection.execute(
        "SELECT n, name_key, listing.title, level, personnel, advisory, function, size, tie, knowledge "
        f"FROM {among} CROSS JOIN person USING (id) LEFT JOIN position ON position.id = job_id "
        "LEFT JOIN organisation ON organisation.id = organisation_id "
        "LEFT JOIN person_target ON person_target.person_id = listing.id AND target_id = ? "
        "AND person_target.deleted_at IS NULL ORDER BY n",
        (target.id if target else None,),
    )
    for n, name_key, title, level, personnel, advisory, function, size, tie, knowledge in rows:
        own = (level, personnel, advisory, function)
        level, personnel, advisory, function = own if any_said(own) else corrections.get(title, own)
        candidate = candidate_of(
            title,
            level=level,
            personnel=None if personnel is None else bool(personnel),
            advisory=None if advisory is None else bool(advisory),
            function=function,
            organisation_size=size,
            tie=tie,
            knowledge=knowledge,
        )
        yield Listed(n, name_key, candidate)


Correction = tuple[int | None, int | None, int | None, str | None]


def any_said(correction: Correction) -> bool:
    return any(value is not None for value in correction)


def _corrections(connection: apsw.Connection) -> dict[str, Correction]:
    """What the user said of titles: the last word on each."""
    rows = connection.execute(
        "SELECT title, level, personnel, advisory, function FROM position INDEXED BY position_corrected "
        "WHERE (level IS NOT NULL OR personnel IS NOT NULL OR advisory IS NOT NULL OR function IS NOT NULL) "
        "AND deleted_at IS NULL AND title IS NOT NULL ORDER BY id"
    )
    return {title: tuple(said) for title, *said in rows}


def _touches_everybody(change: Change) -> bool:
    """A target, the choice of one, or how a title is read; or simply many people."""
    rows = change.rows()
    corrected = {("position", column) for column in ("level", "personnel", "advisory", "function")}
    is_chosen = settings.id_of(targets.CHOSEN) in rows.get("setting", ())
    is_far = "target" in rows or is_chosen or not corrected.isdisjoint(change.columns())
    return is_far or len(change.people) > AT_ONCE or bool(change.organisations)


def _write(connection: apsw.Connection, people: Iterable[Listed], wanted: Wanted) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO rank VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(person, wanted) for person in people),
    )


def _row(person: Listed, wanted: Wanted) -> tuple[Value, ...]:
    crystal = rank(person.candidate, wanted, "crystal")
    research = rank(person.candidate, wanted, "research").value
    parts = crystal.factors
    return (
        person.n,
        person.name_key,
        crystal.value,
        research,
        parts.knowledge,
        parts.power,
        parts.personnel,
        parts.reach,
        person.candidate.level,
        person.candidate.personnel,
    )


class Standing(NamedTuple):
    """One person's rank for the chosen target, in both lenses, with its reasons."""

    target: Target
    candidate: Candidate
    crystal: float
    research: float
    reasons: list[Reason]


def standing(connection: apsw.Connection, person_id: bytes) -> Standing | None:
    """Computed from what is stored now; None without a target or such a person."""
    target = targets.chosen(connection)
    found = reading(connection, person_id, target)
    if target is None or found is None:
        return None
    wanted = wanted_of(target)
    crystal, research = rank(found, wanted, "crystal").value, rank(found, wanted, "research").value
    return Standing(target, found, crystal, research, explain(found, wanted))


def reading(connection: apsw.Connection, person_id: bytes, target: Target | None = None) -> Candidate | None:
    """How a person's title reads, the user's corrections applied."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS explained (id BLOB PRIMARY KEY); DELETE FROM explained")
    connection.execute("INSERT INTO explained VALUES (?)", (person_id,))
    return next(
        (person.candidate for person in listed(connection, target, "explained CROSS JOIN listing USING (id)")), None
    )
