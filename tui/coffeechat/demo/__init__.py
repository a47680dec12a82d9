"""The demo: a believable search of somebody who changes career, so that every screen has something to show."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from coffeechat.demo.story import Story
from coffeechat.records import ContactPoint, Organisation, Person, Position, Question, Row, Tag, Tagging, Target, Touch
from coffeechat.store import clock, settings
from coffeechat.store.capture import Change
from coffeechat.store.sender import SETTINGS
from coffeechat.store.store import Store


def fill(store: Store) -> None:
    """Write the sample into an empty database, its days counted from today."""
    moment = clock.now()
    with store.change("open the demo") as change:
        writing, sample = _Writing(change, moment), _read("sample.toml")
        store.insert_all(change, writing.rows_of(sample))
        for field, said in sample["sender"].items():
            settings.put(store, change, SETTINGS[field], said)
        store.insert_all(change, Story(moment, writing.named).rows(_read("story.toml")))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("coffeechat.demo") / name).read_text(encoding="utf-8"))


class _Writing:
    """The sample's tables as rows of one change."""

    def __init__(self, change: Change, moment: datetime) -> None:
        self._change = change
        self._moment = moment
        self.named: dict[str, bytes] = {}
        self._rows: list[Row] = []

    def rows_of(self, sample: dict[str, Any]) -> list[Row]:
        for target in sample["target"]:
            self.named[target["name"]] = self._add(Target(**self._new(), **target))
        for question in sample["question"]:
            self._add(Question(**self._new(), **question))
        for name, size in sample["organisations"].items():
            self.named[name] = self._add(Organisation(**self._new(), name=name, size=size))
        for person in sample["person"]:
            self._person(person)
        return self._rows

    def _person(self, said: dict[str, Any]) -> None:
        own = {name: said[name] for name in ("tie", "about", "how_we_met", "interest") if name in said}
        person_id = self.named[said["name"]] = self._add(Person(**self._new(), display=said["name"], **own))
        self._add(
            Position(
                **self._new(),
                person_id=person_id,
                organisation_id=self.named[said["organisation"]],
                title=said["title"],
            )
        )
        for kind in ("email", "phone"):
            if kind in said:
                self._add(ContactPoint(**self._new(), person_id=person_id, kind=kind, value=said[kind]))
        for name in said.get("tags", ()):
            if name not in self.named:
                self.named[name] = self._add(Tag(**self._new(), name=name))
            self._add(Tagging(**self._new(), tag_id=self.named[name], person_id=person_id))
        for days in said.get("contacts", ()):
            self._touch(person_id, days)

    def _touch(self, person_id: bytes, days: int) -> None:
        at = self._moment - timedelta(days=abs(days))
        self._add(
            Touch(
                **self._new(),
                person_id=person_id,
                direction="out" if days < 0 else "in",
                kind="message",
                channel="mail",
                at=clock.instant(at),
                state="sent",
            )
        )

    def _add(self, row: Row) -> bytes:
        self._rows.append(row)
        return row.id

    def _new(self) -> dict[str, Any]:
        return {"id": clock.new_id(), "created_at": self._change.at}
