"""The story of the demo: rows of any table, their times counted from today, their references by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final

from coffeechat.records import ConversationPerson, Row
from coffeechat.store import clock
from coffeechat.store.tables import tables

_REFERENCES: Final = {
    "person": "person_id",
    "introducer": "introducer_id",
    "organisation": "organisation_id",
    "target": "target_id",
    "talk": "conversation_id",
    "item": "plan_item_id",
    "answer": "answer_id",
    "insight": "insight_id",
    "belief": "belief_id",
    "source": "source_id",
}
_DATES: Final = frozenset({"due", "wake_on", "read_at"})
_GIVEN: Final = {"touch": {"direction": "out", "state": "sent", "channel": "email"}, "promise": {"state": "open"}}
"""What stands in no row of the story because it is so in nearly all."""


class Story:
    """`named` are the ids of people, organisations and targets that are there already."""

    def __init__(self, moment: datetime, named: dict[str, bytes]) -> None:
        self._moment = moment
        self._ids = dict(named)

    def rows(self, told: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
        """The rows of the story; whatever one names has to stand somewhere in it, in any order."""
        for table, said in told.items():
            for one in said:
                self._ids.setdefault(f"{table} {one.get('key', id(one))}", clock.new_id())
        for table, said in told.items():
            for one in said:
                yield from self._row(table, one)

    def _row(self, table: str, said: dict[str, Any]) -> Iterator[Row]:
        row_id = self._ids[f"{table} {said.get('key', id(said))}"]
        cells = dict(_GIVEN.get(table, {}))
        for name, value in said.items():
            if name not in ("key", "people"):
                cells |= self._cell(name, value)
        yield tables()[table].record(id=row_id, **self._created(cells), **cells)
        for name in said.get("people", ()):
            yield ConversationPerson(
                id=clock.new_id(),
                created_at=clock.instant(self._moment),
                conversation_id=row_id,
                person_id=self._ids[name],
                role="host",
            )

    def _created(self, cells: dict[str, Any]) -> dict[str, str]:
        """When it was first written down, where the story does not say: with its first instant, if that is past."""
        if "created_at" in cells:
            return {}
        first = [str(cells[name]) for name in ("at", "asked_at") if name in cells]
        return {"created_at": min([clock.instant(self._moment), *first])}

    def _cell(self, name: str, value: Any) -> dict[str, Any]:
        if name in _REFERENCES:
            return {_REFERENCES[name]: self._id(name, value)}
        if name in _DATES:
            return {name: (self._moment.astimezone().date() + timedelta(days=int(value))).isoformat()}
        if name == "at" or name.endswith("_at"):
            return {name: self._instant(value)}
        return {name: value}

    def _id(self, reference: str, name: str) -> bytes:
        table = {"talk": "conversation", "item": "plan_item", "source": "research_source"}.get(reference, reference)
        return self._ids[name] if name in self._ids else self._ids[f"{table} {name}"]

    def _instant(self, said: str) -> str:
        """`-26 11:00`: so many days from today, on this machine's clock."""
        days, _, at = said.partition(" ")
        local = self._moment.astimezone()
        day = local.date() + timedelta(days=int(days))
        return clock.instant(datetime.combine(day, time.fromisoformat(at)).astimezone())
