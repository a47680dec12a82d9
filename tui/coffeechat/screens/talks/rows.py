"""The talks as rows of a table: when, with whom, how far along, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from coffeechat.method.conversations import kind_of, state_title, when
from coffeechat.method.conversations.missing import missing
from coffeechat.method.folding import fold
from coffeechat.method.rules import Rules
from coffeechat.screens.talks.track import short_track
from coffeechat.store.conversation_list import Listed
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import Key, TableRow, Tone

COLUMNS: Final = (
    Column("when", "When", 16, priority=9),
    Column("away", "", 12, priority=3),
    Column("who", "With", 1.0, min_width=16, priority=10),
    Column("organisation", "At", 0.8, min_width=12, priority=4),
    Column("kind", "Kind", 13, priority=2),
    Column("stage", "Stage", 8, priority=5),
    Column("state", "", 9, priority=7),
    Column("missing", "Missing", 25, priority=8),
)


class TalkRows:
    """A page source over the talks that match; a row is made when it comes into sight."""

    def __init__(self, talks: Sequence[Listed], now: datetime, here: tzinfo, rules: Rules) -> None:
        self._talks = talks
        self._now = now
        self._here = here
        self._rules = rules

    def count(self) -> int:
        return len(self._talks)

    def page(self, offset: int, limit: int) -> list[TableRow]:
        return [self._row(talk) for talk in self._talks[offset : offset + limit]]

    def position(self, key: Key) -> int | None:
        return next((place for place, listed in enumerate(self._talks) if listed.conversation.id == key), None)

    def _row(self, listed: Listed) -> TableRow:
        """What is over is dim, unless something is left to do."""
        talk, now = listed.conversation, self._now
        lacks = missing(talk, listed.questions, listed.is_thanked, now, self._rules)
        cells = (
            when.in_short(talk, now, self._here),
            when.away(talk, now, self._here),
            listed.name,
            listed.organisation,
            kind_of(talk.kind).title,
            short_track(talk.state),
            state_title(talk.state),
            ", ".join(lacks),
        )
        tone: Tone = "success" if talk.state == "live" else "" if listed.is_upcoming else "dim"
        return TableRow(talk.id, cells, tone=tone, tones=(*(tone,) * (len(cells) - 1), "warning") if lacks else ())


def matching(talks: Sequence[Listed], text: str) -> list[Listed]:
    """The talks in which every word stands somewhere: a name, an organisation, the kind, the state, the goal."""
    words = fold(text).split()
    return [listed for listed in talks if all(word in _said(listed) for word in words)] if words else list(talks)


def _said(listed: Listed) -> str:
    talk = listed.conversation
    return fold(
        " ".join((listed.name, listed.organisation, kind_of(talk.kind).title, talk.state or "", talk.goal or ""))
    )
