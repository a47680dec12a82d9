"""What I hold true of a target, in percent, and how that moved with what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.records import Belief, BeliefChange, Insight
from coffeechat.store import clock, tables, targets
from coffeechat.store.capture import Change

if TYPE_CHECKING:
    from coffeechat.store.store import Store

CERTAIN = 100


class NoPercentage(CoffeechatError):
    """Something that is no number from 0 to 100."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is no percentage. Type a number from 0 (surely not) to 100 (surely).")


class NoStatement(CoffeechatError):
    """A belief without words."""

    def __init__(self) -> None:
        super().__init__("A belief is one sentence, such as “a degree is required”. Type it first.")


class Held(Struct, frozen=True):
    """A belief and how sure one was, the first change first."""

    belief: Belief
    changes: tuple[BeliefChange, ...]

    @property
    def statement(self) -> str:
        return self.belief.statement or ""

    @property
    def history(self) -> tuple[int, ...]:
        return tuple(change.percent for change in self.changes if change.percent is not None)

    @property
    def percent(self) -> int | None:
        return self.history[-1] if self.history else None


def percentage(text: str) -> int:
    """A percentage as it is typed: `40`, `40%` or `40 %`. Raises NoPercentage."""
    number = text.strip().removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number[:9]) <= CERTAIN):
        raise NoPercentage(text)
    return int(number)


def of_target(connection: apsw.Connection) -> list[Held]:
    """The beliefs about the chosen target, and those about none; the oldest first."""
    target = targets.chosen(connection)
    beliefs = tables.select(connection, Belief, "target_id IS ? OR target_id IS NULL", (target and target.id,))
    return [held(connection, belief) for belief in beliefs]


def held(connection: apsw.Connection, belief: Belief) -> Held:
    changes = tables.select(connection, BeliefChange, "belief_id = ? ORDER BY at, id", (belief.id,))
    return Held(belief, tuple(changes))


def reasons(connection: apsw.Connection, known: Held) -> dict[bytes, str]:
    """The words of the claims because of which a belief moved, by their ids."""
    ids = [change.insight_id for change in known.changes if change.insight_id]
    found = tables.select(connection, Insight, f"id IN ({', '.join('?' * len(ids))})", ids)
    return {insight.id: insight.claim or "" for insight in found}


def add(store: Store, statement: str, percent: int, note: str | None = None) -> Belief:
    """A new belief about the chosen target. Raises NoStatement."""
    if not statement.strip():
        raise NoStatement
    target = targets.chosen(store.connection)
    with store.change(f"belief: {statement.strip()}") as change:
        belief = Belief(
            id=clock.new_id(),
            created_at=change.at,
            statement=statement.strip(),
            target_id=target.id if target else None,
            note=note,
        )
        store.insert(change, belief, _moved(change, belief, percent, None, None))
    return belief


def move(
    store: Store, belief: Belief, percent: int, *, insight_id: bytes | None = None, note: str | None = None
) -> None:
    """Be so sure from now on, because of a claim or for a reason of one's own."""
    with store.change(f"{belief.statement}: {percent} %") as change:
        store.insert(change, _moved(change, belief, percent, insight_id, note))


def edit(store: Store, belief: Belief, statement: str) -> None:
    """Raises NoStatement."""
    if not statement.strip():
        raise NoStatement
    with store.change(f"edit belief: {statement.strip()}"):
        store.update(Belief, belief.id, statement=statement.strip())


def remove(store: Store, belief: Belief) -> None:
    with store.change(f"remove belief: {belief.statement}") as change:
        store.delete(change, Belief, belief.id)


def _moved(change: Change, belief: Belief, percent: int, insight_id: bytes | None, note: str | None) -> BeliefChange:
    return BeliefChange(
        id=clock.new_id(),
        created_at=change.at,
        belief_id=belief.id,
        at=change.at,
        percent=max(0, min(percent, CERTAIN)),
        insight_id=insight_id,
        note=note,
    )
