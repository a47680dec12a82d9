"""The plan of a conversation: its questions in order, each with its minutes, its source, and whether it is a must."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import apsw
import msgspec
from msgspec import Struct

from coffeechat.records import PlanItem
from coffeechat.store import clock, tables
from coffeechat.store.questions import short
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store


class NewItem(Struct, frozen=True):
    """A question on its way into a plan. `pack_key` is PACK/NUMBER, `question_id` names one of the own."""

    text: str
    topic: str | None = None
    phase: str | None = None
    probe: str | None = None
    minutes: float | None = None
    pack_key: str | None = None
    question_id: bytes | None = None


def items(connection: apsw.Connection, conversation_id: bytes) -> list[PlanItem]:
    """The questions in the order in which they will be asked."""
    return tables.select(connection, PlanItem, "conversation_id = ? ORDER BY place, id", (conversation_id,))


def add(store: Store, conversation_id: bytes, questions: Sequence[NewItem], label: str) -> list[PlanItem]:
    """Append questions, as one action; those that are there already are left out."""
    present = items(store.connection, conversation_id)
    texts = {item.text for item in present}
    last = max((item.place or 0.0 for item in present), default=0.0)
    fresh = [question for question in questions if question.text not in texts]
    with store.change(label) as change:
        rows = [
            PlanItem(
                id=clock.new_id(),
                created_at=change.at,
                conversation_id=conversation_id,
                place=last + number,
                **msgspec.structs.asdict(question),
            )
            for number, question in enumerate(fresh, start=1)
        ]
        store.insert_all(change, rows)
    return rows


def edit(store: Store, item: PlanItem, **cells: Value) -> None:
    """Change some cells of a question of the plan: text, topic, phase, probe, minutes, must, source_id."""
    with store.change(f"edit question “{short(item.text)}”"):
        store.update(PlanItem, item.id, **cells)


def mark(store: Store, chosen: Iterable[PlanItem], *, must: bool) -> None:
    """Say of questions that they must be asked, or that they need not, as one action."""
    with store.change("must ask" if must else "nice to ask"):
        for item in chosen:
            store.update(PlanItem, item.id, must=must)


def split(store: Store, item: PlanItem, parts: Sequence[str]) -> None:
    """Make one question of each part; the first keeps everything the question had."""
    with store.change(f"split question “{short(item.text)}”") as change:
        store.update(PlanItem, item.id, text=parts[0])
        rest = [
            PlanItem(
                id=clock.new_id(),
                created_at=change.at,
                conversation_id=item.conversation_id,
                text=text,
                topic=item.topic,
                phase=item.phase,
                place=item.place,
            )
            for text in parts[1:]
        ]
        store.insert_all(change, rest)


def remove(store: Store, chosen: Iterable[PlanItem]) -> None:
    """Take questions out of the plan, as one action."""
    with store.change("take questions out of the plan") as change:
        for item in chosen:
            store.delete(change, PlanItem, item.id)


def move(store: Store, item: PlanItem, steps: int) -> None:
    """Move a question up (negative) or down the plan by some places; where there is room only its own place changes."""
    order = items(store.connection, item.conversation_id or b"")
    here = [other.id for other in order].index(item.id)
    there = max(0, min(here + steps, len(order) - 1))
    if there == here:
        return
    moved = order.pop(here)
    before, after = _places(order, there)
    order.insert(there, moved)
    if before < after:
        with store.change(f"move question “{short(item.text)}”"):
            store.update(PlanItem, item.id, place=(before + after) / 2)
    else:  # two machines gave two questions the same place
        arrange(store, order)


def arrange(store: Store, order: Sequence[PlanItem]) -> None:
    """Put the questions of a plan into this order, as one action."""
    with store.change("put the plan in order"):
        for place, item in enumerate(order, start=1):
            if item.place != place:
                store.update(PlanItem, item.id, place=float(place))


def _places(others: Sequence[PlanItem], index: int) -> tuple[float, float]:
    """Between which places a question comes to stand at `index`; beyond the ends there is room for one more."""
    places = [item.place or 0.0 for item in others]
    before = places[index - 1] if index else places[index] - 2.0
    return before, places[index] if index < len(places) else before + 2.0
