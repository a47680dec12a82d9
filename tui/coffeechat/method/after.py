"""What follows from a talk that was debriefed: the thanks, the promises, the names, the door that was opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from coffeechat.method.cadence import Calendar, thanks_by, update_on
from coffeechat.method.conversations import kind_of
from coffeechat.method.dates import day, day_and_time, moment, said
from coffeechat.method.rules import Rules
from coffeechat.records import Conversation, Promise


class Follow(Struct, frozen=True):
    """One thing to do or to wait for, until when, and why."""

    rule: str
    what: str
    by: str
    why: str
    source: str


class _Words(Struct, frozen=True):
    what: str
    by: str
    why: str
    source: str


_WORDS: Final = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=dict[str, _Words])


def follows(
    conversation: Conversation,
    name: str,
    promises: Sequence[Promise],
    named: Sequence[str],
    introducers: Sequence[str],
    now: datetime,
    rules: Rules,
    calendar: Calendar,
) -> list[Follow]:
    """In the order of urgency. `name` is the host's, `named` whom they named, `introducers` who led to them."""
    ended = moment(conversation.ended_at) or now
    found = [*_thanks(conversation, name, ended, now, rules, calendar)]
    found += [_promised(promise, now, calendar) for promise in promises if (promise.state or "open") == "open"]
    found += [_follow("named", text=text, name=name) for text in named]
    found += [_follow("loop", text=text) for text in introducers]
    if kind_of(conversation.kind).thanks_due:
        update = update_on(now, rules, calendar)
        by = said(update, calendar.day(now))
        found.append(_follow("update", name=name, by=by, days=rules.update_days))
    return found


def _thanks(
    conversation: Conversation, name: str, ended: datetime, now: datetime, rules: Rules, calendar: Calendar
) -> Iterator[Follow]:
    if kind_of(conversation.kind).thanks_due:
        yield _follow("thanks", name=name, by=day_and_time(thanks_by(ended, rules), calendar.zone, now))


def _promised(promise: Promise, now: datetime, calendar: Calendar) -> Follow:
    due = day(promise.due)
    by = f"by {said(due, calendar.day(now))}" if due else "no date"
    return _follow("mine" if promise.by == "me" else "theirs", text=promise.text or "something", by=by)


def _follow(rule: str, **told: object) -> Follow:
    words = _WORDS[rule]
    return Follow(
        rule, words.what.format(**told), words.by.format(**told), words.why.format(**told), words.source.format(**told)
    )
