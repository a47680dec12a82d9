"""A talk in words: with whom and when, what it lacks, the plan, what was said and promised, what was learned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from coffeechat.method.conversations import HELD, kind_of, when
from coffeechat.method.conversations.missing import Missing, missing
from coffeechat.method.dates import day, said
from coffeechat.method.introductions import word
from coffeechat.records import Answer, PlanItem
from coffeechat.screens.talks.track import short_track
from coffeechat.store import clock, conversation_list, people, rules, zones
from coffeechat.store import introductions as introductions_
from coffeechat.store.conversations import Talk
from coffeechat.store.store import Store
from coffeechat.widgets.cell_text import fit, plain
from coffeechat.widgets.paragraphs import Paragraph

ACTS = {
    Missing.TIME: "s gives it one",
    Missing.NEW_TIME: "s gives it one",
    Missing.ANSWER: "s gives it its time when they have said yes",
    Missing.QUESTIONS: "p chooses questions",
    Missing.MORE_QUESTIONS: "p chooses more, for the time there is",
    Missing.CONFIRMATION: "w writes to them, c marks it as done",
    Missing.OUTCOME: "b if it did, X if they did not come",
    Missing.DEBRIEF: "b writes down what you learned",
    Missing.THANKS: "w writes the thank-you",
    Missing.END: "C closes it",
}
"""What to press for each lack."""
QUESTIONS = 6
"""Of a plan that is only looked at in passing."""


def in_passing(store: Store, talk: Talk) -> tuple[Paragraph, ...]:
    """For the panel beside a list."""
    return (*about(store, talk), _line(short_track(talk.conversation.state)), *plan(talk, QUESTIONS), *came_of(talk))


def about(store: Store, talk: Talk) -> Iterator[Paragraph]:
    """With whom, of what kind, when and where, and what to do next."""
    conversation, now = talk.conversation, clock.now()
    yield _line(talk.name, "bold $text-primary")
    yield from _hosts_job(store, talk)
    kind = kind_of(conversation.kind).title
    turned = f", was {kind_of(conversation.turned_from).title.lower()}" if conversation.turned_from else ""
    target = f" for {talk.target.name}" if talk.target and talk.target.name else ""
    yield _line(f"{kind}{turned}{target}", "$text-muted")
    yield _line("")
    yield from _logistics(talk, now)
    yield from lacks(store, talk, now)


def _hosts_job(store: Store, talk: Talk) -> Iterator[Paragraph]:
    host = people.detail(store.connection, talk.host.id) if talk.host else None
    title = host.job.position.title if host and host.job else None
    where = talk.organisation.name if talk.organisation else None
    if title or where:
        yield _line(", ".join(part for part in (title, where) if part))


def _logistics(talk: Talk, now: datetime) -> Iterator[Paragraph]:
    conversation, here = talk.conversation, zones.here()
    at = when.at_and_until(conversation, now, here)
    if at:
        yield _labelled("When", f"{at}, {when.away(conversation, now, here)}")
    if there := when.by_their_clock(conversation, here):
        yield _labelled("", there)
    for label, text in (("How", conversation.channel), ("Where", conversation.place)):
        if text:
            yield _labelled(label, text)
    if conversation.minutes and not at:
        yield _labelled("Takes", f"{conversation.minutes} min")
    if conversation.minutes_real is not None:
        yield _labelled("Took", f"{conversation.minutes_real} min")
    if conversation.goal:
        yield _labelled("Goal", conversation.goal)


def lacks(store: Store, talk: Talk, now: datetime) -> Iterator[Paragraph]:
    """What it still needs, and the key for it."""
    is_thanked = conversation_list.is_thanked(store.connection, talk.conversation.id)
    found = missing(talk.conversation, len(talk.items), is_thanked, now, rules.load(store.connection))
    if found:
        yield _line("")
    for lack in found:
        yield Paragraph(
            Content.assemble((str(lack), "bold $text-warning"), (f"  {ACTS[lack]}", "$text-muted")),
            lead=Content.styled("! ", "$text-warning"),
        )


def plan(talk: Talk, most: int | None = None) -> Iterator[Paragraph]:
    """The questions in their order: asked, must or nice."""
    if not talk.items:
        return
    musts = sum(1 for item in talk.items if item.must)
    yield from _heading(f"Plan: {_count(len(talk.items), 'question')}, {musts} must")
    for item in talk.items[:most]:
        yield _question(item)
    if most and len(talk.items) > most:
        yield _line(f"and {len(talk.items) - most} more", "$text-muted")


def _question(item: PlanItem) -> Paragraph:
    mark, style = ("✓", "$text-success") if item.asked_at else ("●", "$text-accent") if item.must else ("○", "")
    return Paragraph(Content(plain(item.text or "")), lead=Content.styled(f"{mark} ", style))


def came_of(talk: Talk) -> Iterator[Paragraph]:
    """What came of it, in numbers."""
    counts = [
        _count(len(found), name)
        for found, name in ((talk.answers, "answer"), (talk.promises, "promise"), (talk.introductions, "name"))
        if found
    ]
    if counts:
        yield from _heading("From it")
        yield _line(", ".join(counts))


def answers(talk: Talk) -> Iterator[Paragraph]:
    """What they said, below the question it answers."""
    if not talk.answers:
        return
    yield from _heading("What they said")
    questions = {item.id: item.text or "" for item in talk.items}
    before = None
    for answer in talk.answers:
        question = questions.get(answer.plan_item_id or b"") or answer.topic
        if question and question != before:
            yield _line(question, "$text-muted")
        before = question
        yield _answer(answer)


def _answer(answer: Answer) -> Paragraph:
    text = f"“{answer.text}”" if answer.verbatim else answer.text or ""
    note = ("  off the record", "$text-warning") if answer.off_record else ("", "")
    return Paragraph(Content.assemble(plain(text), note), lead=Content("  "))


def promises(talk: Talk) -> Iterator[Paragraph]:
    """Theirs and mine, and which are kept."""
    if not talk.promises:
        return
    yield from _heading("Promises")
    for promise in talk.promises:
        mark = {"done": "✓", "broken": "✕", "released": "–"}.get(promise.state or "", "○")
        who = "you" if promise.by == "me" else "they"
        due = day(promise.due)
        by = f", by {said(due)}" if due else ""
        yield Paragraph(Content(plain(f"{who}: {promise.text or ''}{by}")), lead=Content(f"{mark} "))


def introductions(store: Store, talk: Talk) -> Iterator[Paragraph]:
    """The names that were given."""
    if not talk.introductions:
        return
    yield from _heading("Names from it")
    for introduction in talk.introductions:
        known = introductions_.get(store.connection, introduction.id)
        if known:
            yield _labelled(known.person, word(known.state), cells=18)


def learned(talk: Talk) -> Iterator[Paragraph]:
    """Notes and debrief."""
    conversation = talk.conversation
    for heading, text in (
        ("What I learned", conversation.learned),
        ("How it fits", conversation.fit),
        ("How it changed my view", conversation.changed),
        ("What is next", conversation.next),
        ("What they learned about me", conversation.learned_of_me),
        ("Notes", conversation.notes),
    ):
        if text:
            yield from _heading(heading)
            yield from map(_line, text.splitlines())


def nothing_yet(talk: Talk) -> list[Paragraph]:
    """Where nothing has come of a talk."""
    if talk.conversation.state in HELD:
        return [_line("Nothing is written down yet: b asks five questions about it.", "$text-muted")]
    return [_line("What they say, promises and names will stand here: l takes them down live.", "$text-muted")]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _heading(text: str) -> Iterator[Paragraph]:
    yield _line("")
    yield _line(text, "bold")


def _line(text: str, style: str = "") -> Paragraph:
    return Paragraph(Content.styled(plain(text), style))


def _labelled(label: str, text: str, cells: int = 7) -> Paragraph:
    return Paragraph(Content(plain(text)), lead=Content.styled(fit(label, cells), "$text-muted"))
