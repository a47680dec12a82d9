"""What happened with one invented person, told step by step, as facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec

from coffeechat.method.cadence import Calendar
from coffeechat.method.facts import Facts
from coffeechat.method.rules import Rules, defaults
from coffeechat.method.stages import refusal, stage
from coffeechat.records import Conversation, Introduction, Person, PersonTarget, Touch

HERE = Calendar(UTC)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAME = "Ada Lindqvist"


def instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


class Story:
    """Facts that grow, and a clock that goes on."""

    def __init__(self, rules: Rules | None = None, begin: datetime = MONDAY) -> None:
        self.now = begin
        self.rules = rules or defaults()
        self._ids: Iterator[int] = count(1)
        person = Person(id=b"ada", created_at=instant(begin), display=NAME)
        self.facts = Facts(person=person, name=NAME, organisation="Stadtwerk", organisation_id=b"stadtwerk")

    @property
    def stage(self) -> str:
        return stage(self.facts, self.now, self.rules, HERE).name

    @property
    def responsiveness(self) -> str | None:
        return stage(self.facts, self.now, self.rules, HERE).responsiveness

    def refusal(self, act: str) -> str | None:
        return refusal(act, self.facts, self.now, self.rules, HERE)

    def wait(self, days: float) -> Story:
        self.now += timedelta(days=days)
        return self

    def until(self, day: str) -> Story:
        self.now = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        return self

    def sent(self, kind: str, **cells: object) -> Story:
        return self._touch(direction="out", kind=kind, **cells)

    def came(self, reply_kind: str | None = None, kind: str = "reply", **cells: object) -> Story:
        return self._touch(direction="in", kind=kind, reply_kind=reply_kind, **cells)

    def talk(self, state: str, in_days: float = 0, **cells: object) -> Story:
        """A talk of 20 minutes that is in this state, beginning so many days from now."""
        at = self.now + timedelta(days=in_days)
        told = {"kind": "informational", "minutes": 20, **cells}
        talk = Conversation(id=self._id(), created_at=instant(self.now), state=state, at=instant(at), **told)  # type: ignore[arg-type]
        return self.know(conversations=(*self.facts.conversations, talk))

    def move(self, number: int, state: str, **cells: object) -> Story:
        """A talk told of before comes into another state."""
        talks = list(self.facts.conversations)
        talks[number] = msgspec.structs.replace(talks[number], state=state, **cells)
        return self.know(conversations=tuple(talks))

    def introduces(self, state: str) -> Story:
        one = Introduction(
            id=self._id(), created_at=instant(self.now), introducer_id=b"ada", person_id=b"x", state=state
        )
        return self.know(introduced=(*self.facts.introduced, one))

    def park(self, parked: bool = True) -> Story:
        row = PersonTarget(id=b"p", created_at=instant(self.now), person_id=b"ada", target_id=b"t", parked=parked)
        return self.know(for_target=row)

    def know(self, **cells: object) -> Story:
        self.facts = msgspec.structs.replace(self.facts, **cells)
        return self

    def _touch(self, **cells: object) -> Story:
        told = {"at": instant(self.now), "state": "sent", **cells}
        touch = Touch(id=self._id(), created_at=instant(self.now), person_id=b"ada", **told)  # type: ignore[arg-type]
        return self.know(touches=(*self.facts.touches, touch))

    def _id(self) -> bytes:
        return next(self._ids).to_bytes(16, "big")
