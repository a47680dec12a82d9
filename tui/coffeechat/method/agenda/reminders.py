"""Own reminders, and what was put off or dismissed: the only parts of the agenda that are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coffeechat.method.agenda.due import Act, Due, due
from coffeechat.method.agenda.known import Everybody
from coffeechat.method.cadence import Today
from coffeechat.method.dates import day, moment
from coffeechat.method.facts import Facts
from coffeechat.records import Person, Reminder

NOBODY = Facts(person=Person(id=b"", created_at=""), name="")


def own(reminders: Iterable[Reminder], facts: Facts, today: Today) -> Iterator[Due]:
    """Those of the user's own whose day has come."""
    for reminder in reminders:
        if reminder.rule or reminder.done_at:
            continue
        since = max((found for found in (day(reminder.due), day(reminder.snoozed_until)) if found), default=None)
        if since is None or since <= today.day:
            yield due(
                "reminder",
                facts,
                today,
                since=since or _begun(reminder, today),
                by=since,
                act=Act(kind="reminder", person_id=reminder.person_id, row_id=reminder.id),
                about=reminder.id,
                told={"title": reminder.title or "Something", "whom": facts.name},
            )


def _begun(reminder: Reminder, today: Today) -> date:
    made = moment(reminder.created_at)
    return today.calendar.day(made) if made else today.day


def is_silenced(one: Due, everybody: Everybody, today: Today) -> bool:
    """Whether it was put off until a later day, or dismissed since it came up."""
    known = everybody.get(one.person_id or b"")
    marks = (mark for mark in known.facts.reminders if mark.rule == one.rule) if known else iter(())
    return any(_silences(mark, one, today) for mark in marks)


def _silences(mark: Reminder, one: Due, today: Today) -> bool:
    if mark.about_id != one.about:
        return False
    done, until = moment(mark.done_at), day(mark.snoozed_until)
    is_dismissed = done is not None and today.calendar.day(done) >= one.since
    return is_dismissed or (until is not None and until > today.day)
