"""One page before a talk, as Markdown or plain text: with whom and when, why them, what for, what to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from coffeechat.exchange.plain_text import one_line
from coffeechat.method.conversations import kind_of, when
from coffeechat.method.dates import clock_time, day, day_and_time, moment, said
from coffeechat.method.rules import Rules
from coffeechat.records import PlanItem
from coffeechat.store import zones
from coffeechat.store.briefing import Briefing, Said
from coffeechat.store.people import Detail

Form = Literal["md", "txt"]

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_SAYS_WHY = ("knowledge", "power")
"""John Crystal: whoever knows most of the job and could hire for it."""
_MOST_EARLIER = 12
"""Answers of earlier talks; the page should stay one."""


class Line(Struct, frozen=True):
    """One line of a section: with a mark before it, and what belongs below it."""

    text: str
    mark: str = "-"
    below: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    heading: str
    lines: tuple[Line, ...]


def brief(known: Briefing, rules: Rules, now: datetime, form: Form) -> str:
    """The page in one of the two forms."""
    sections = [section for section in _sections(known, rules, now) if section.lines]
    return _markdown(_title(known), sections) if form == "md" else _plain(_title(known), sections)


def _title(known: Briefing) -> str:
    at = moment(known.talk.conversation.at)
    return f"{known.talk.name}, {day_and_time(at, zones.here())}" if at else known.talk.name


def _sections(known: Briefing, rules: Rules, now: datetime) -> Iterator[Section]:
    yield Section("", tuple(_logistics(known, rules, now)))
    yield Section("Why them", tuple(_why(known)))
    goal = known.talk.conversation.goal or ""
    yield Section("What for", tuple(Line(line, "") for line in goal.splitlines() if line.strip()))
    questions = tuple(_question(known, number, item) for number, item in enumerate(known.talk.items, start=1))
    yield Section("Questions", questions)
    yield Section("What they said before", tuple(map(_earlier, known.earlier[-_MOST_EARLIER:])))
    yield Section("Promises still open", tuple(_promises(known)))
    yield Section("Keep in mind", tuple(_reminders(known, rules)))


def _logistics(known: Briefing, rules: Rules, now: datetime) -> Iterator[Line]:
    conversation, here = known.talk.conversation, zones.here()
    for person in known.people:
        yield Line(_who(person))
    yield Line(
        f"{kind_of(conversation.kind).title}{f', {conversation.minutes} minutes' if conversation.minutes else ''}"
    )
    if at := moment(conversation.at):
        there = when.by_their_clock(conversation, here)
        yield Line(f"{when.at_and_until(conversation, now, here)}{f' ({there})' if there else ''}")
        yield Line(f"be there at {clock_time(at - timedelta(minutes=rules.arrive_early), here)}")
    how = ", ".join(part for part in (conversation.channel, conversation.place) if part)
    if how:
        yield Line(how)
    for person in known.people:
        reach = [contact.value for contact in person.contacts if contact.kind in ("phone", "email") and contact.value]
        if reach:
            yield Line(f"{person.name}: {', '.join(reach)}")


def _who(person: Detail) -> str:
    title = person.job.position.title if person.job else None
    organisation = person.job.organisation.name if person.job and person.job.organisation else None
    return ", ".join(part for part in (person.name, title, organisation) if part)


def _why(known: Briefing) -> Iterator[Line]:
    for reason in known.reasons:
        if reason.factor in _SAYS_WHY:
            yield Line(reason.sentence)
    if known.introducer:
        yield Line(f"introduced by {known.introducer}")
    person = known.host.person if known.host else None
    if person:
        yield from (Line(text) for text in (person.how_we_met, person.interest) if text)


def _question(known: Briefing, number: int, item: PlanItem) -> Line:
    source = known.sources.get(item.source_id or b"")
    below = [f"from: {', '.join(part for part in (source.title, source.url) if part)}"] if source else []
    if item.probe:
        below.append(f"then: {item.probe}")
    return Line(f"{item.text or ''}{' (must)' if item.must else ' (nice)'}", f"{number}.", tuple(below))


def _earlier(known: Said) -> Line:
    at = moment(known.conversation.at) or moment(known.conversation.created_at)
    on = f"{said(at.date())}: " if at else ""
    text = known.answer.text or ""
    return Line(f"{on}{f'“{text}”' if known.answer.verbatim else text}")


def _promises(known: Briefing) -> Iterator[Line]:
    for promise in known.promises:
        due = day(promise.due)
        who = "you" if promise.by == "me" else "they"
        yield Line(f"{who}: {promise.text or ''}{f', by {said(due)}' if due else ''}")


def _reminders(known: Briefing, rules: Rules) -> Iterator[Line]:
    kind = kind_of(known.talk.conversation.kind)
    yield Line(f"Résumé: {kind.resume}")
    if kind.asker == "me":
        yield Line(f"Time: {kind.time}")
        yield Line(f"Ask for {rules.names_to_ask} names, and whether you may use theirs.")


def _markdown(title: str, sections: list[Section]) -> str:
    blocks = ["\n".join(_block(section, f"## {section.heading}\n", _escaped)) for section in sections]
    return "\n\n".join([f"# {_escaped(title)}", *blocks, ""])[:-1]


def _plain(title: str, sections: list[Section]) -> str:
    blocks = [
        "\n".join(_block(section, f"{section.heading}\n{'-' * len(section.heading)}", one_line)) for section in sections
    ]
    return "\n\n".join([f"{one_line(title)}\n{'=' * len(one_line(title))}", *blocks, ""])[:-1]


def _block(section: Section, heading: str, written: Callable[[str], str]) -> Iterator[str]:
    if section.heading:
        yield heading
    for line in section.lines:
        yield from _lines(line, written)


def _lines(line: Line, written: Callable[[str], str]) -> Iterator[str]:
    lead = f"{line.mark} " if line.mark else ""
    yield f"{lead}{written(line.text)}"
    yield from (f"{' ' * len(lead)}- {written(text)}" for text in line.below)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))
