"""The talks as rows of a table: when, with whom, how far along, and what is missing."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from coffeechat.method.conversations import HELD, STATES, kind_of, when
from coffeechat.method.conversations.missing import missing
from coffeechat.method.folding import fold
from coffeechat.method.rules import Rules
from coffeechat.screens.talks.track import short_track
from coffeechat.store.conversation_list import Listed
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import TableRow, Tone

COLUMNS: Final = (
    Column("when", "When", 16, priority=9),
    Column("away", "", 12, priority=3),
    Column("who", "With", 1.0, min_width=16, priority=10),
    Column("organisation", "At", 0.8, min_width=12, priority=4),
    Column("kind", "Kind", 13, priority=2),
    Column("stage", "Stage", 8, priority=5),
    Column("state", "", 10, priority=7),
    Column("missing", "Missing", 22, priority=8),
)

_OVER: Final = HELD | {"cancelled"}


def row(listed: Listed, now: datetime, here: tzinfo, rules: Rules) -> TableRow:
    """One talk. What is over is dim, unless something is left to do."""
    talk = listed.conversation
    lacks = missing(talk, listed.questions, listed.is_thanked, now, rules)
    state = STATES[talk.state or "planned"].title if (talk.state or "planned") in STATES else str(talk.state)
    cells = (
        when.in_short(talk, now, here),
        when.away(talk, now, here),
        listed.name,
        listed.organisation,
        kind_of(talk.kind).title,
        short_track(talk.state),
        state,
        ", ".join(lacks),
    )
    tone: Tone = "dim" if talk.state in _OVER else "success" if talk.state == "live" else ""
    return TableRow(talk.id, cells, tone=tone, tones=(*(tone,) * (len(cells) - 1), "warning") if lacks else ())


def matches(listed: Listed, text: str) -> bool:
    """Whether every word stands somewhere in what is known of a talk."""
    talk = listed.conversation
    said = fold(
        " ".join((listed.name, listed.organisation, kind_of(talk.kind).title, talk.state or "", talk.goal or ""))
    )
    return all(word in said for word in fold(text).split())
