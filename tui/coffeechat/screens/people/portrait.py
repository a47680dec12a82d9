"""A person in words: who they are, why this rank factor by factor, how to reach them, what has been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.content import Content

from coffeechat.method import stages
from coffeechat.method.conversations import kind_of, state_title, when
from coffeechat.method.dates import said
from coffeechat.method.levels import LEVELS
from coffeechat.method.ranking import Candidate, Lens, Reason, door
from coffeechat.method.ties import TIES
from coffeechat.method.touches import in_words
from coffeechat.screens.people.lens import chosen_lens
from coffeechat.store import agenda, clock, conversation_list, introductions, ranks, zones
from coffeechat.store.people import Detail
from coffeechat.store.ranks import Standing
from coffeechat.store.store import Store
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import fit, plain
from coffeechat.widgets.paragraphs import Paragraph

FACTORS = {
    "knowledge": "Knows the job",
    "power": "Can hire",
    "personnel": "Does the work",
    "reach": "Within reach",
}
CONTACTS = {"email": "E-mail", "phone": "Phone", "linkedin": "LinkedIn", "url": "Page", "address": "Address"}


BAR_CELLS = 10
TOUCHES = 12
WITH_WORDS = ("note", "reply")
"""Kinds of contacts whose first line stands below them."""


def portrait_of(store: Store, known: Detail) -> tuple[Paragraph, ...]:
    """A person as they stand now, top to bottom."""
    standing = ranks.standing(store.connection, known.person.id)
    reading = standing.candidate if standing else ranks.reading(store.connection, known.person.id)
    rank = _rank(standing, chosen_lens(store)) if standing else ()
    head = _head(known, reading, introductions.path(store.connection, known.person.id))
    return (*head, *_stage(store, known), *rank, *_talks(store, known), *_known(known))


def likeness_of(store: Store, known: Detail) -> tuple[Paragraph, ...]:
    """What tells a person from others: everything but the rank."""
    return (*_head(known, ranks.reading(store.connection, known.person.id)), *_known(known))


def _known(known: Detail) -> Iterator[Paragraph]:
    yield from _contacts(known)
    yield from _notes(known)
    yield from _timeline(known)


def _head(known: Detail, reading: Candidate | None, through: Sequence[str] = ()) -> Iterator[Paragraph]:
    yield _line(known.name, "bold $text-primary")
    job = known.job
    if job is not None:
        organisation = job.organisation.name if job.organisation else None
        yield _line(", ".join(part for part in (job.position.title, organisation) if part))
    if reading is not None and reading.level is not None:
        corrected = job is not None and job.position.level is not None
        says = "you say" if corrected else "reads as"
        yield _line(f"{says} level {reading.level}, {LEVELS[reading.level]}", "$text-muted")
    if reading is not None and (leads_to := door(reading)):
        yield _line(leads_to, "$text-accent")
    yield _line(TIES.get(known.person.tie or "cold", ""), "$text-muted")
    if through:
        yield _line(f"via {' ← '.join(through)}", "$text-accent")


def _stage(store: Store, known: Detail) -> Iterator[Paragraph]:
    """How far it has come with them, how they answer, and what is due; nothing of somebody who was only found."""
    found = agenda.of_person(store.connection, known.person.id)
    if found is None or (found.stage.name == "found" and not found.due):
        return
    called, means = stages.STAGES[found.stage.name]
    yield _line(f"{called[:1].upper()}{called[1:]}. {means}", "$text-accent")
    told = [f"since {_day(found.stage.since)}"] if found.stage.since else []
    if found.stage.responsiveness:
        told.append(stages.RESPONSIVENESS[found.stage.responsiveness])
    if told:
        yield _line("; ".join(told), "$text-muted")
    for due in found.due:
        short = (f"  {plain(due.short)}" if due.short else "", "$text-muted")
        yield Paragraph(Content.assemble(plain(due.what), short), lead=Content.styled("▸ ", "$text-accent"))


def _day(moment: datetime) -> str:
    here = zones.here()
    return said(moment.astimezone(here).date(), clock.now().astimezone(here).date())


def _rank(standing: Standing, lens: Lens) -> Iterator[Paragraph]:
    score, other = standing.crystal, f"research says {standing.research:.0f}"
    if lens == "research":
        score, other = standing.research, f"crystal says {standing.crystal:.0f}"
    yield from _heading(f"Why {score:.0f} for {standing.target.name}")
    yield _line(f"by the {lens} lens; {other}", "$text-muted")
    for reason in standing.reasons:
        yield from _factor(reason)


def _factor(reason: Reason) -> Iterator[Paragraph]:
    label = f"{FACTORS[reason.factor]:<14}"
    yield Paragraph(Content.assemble(label, (bar(reason.value, BAR_CELLS), "$text-accent"), f" {reason.value:.2g}"))
    yield Paragraph(Content.styled(plain(reason.sentence), "$text-muted"), lead=Content("  "))


def _talks(store: Store, known: Detail) -> Iterator[Paragraph]:
    talks, now, here = conversation_list.with_person(store.connection, known.person.id), clock.now(), zones.here()
    if talks:
        yield from _heading("Talks")
    for talk in talks:
        what = f"{kind_of(talk.kind).title}, {state_title(talk.state)}"
        yield _labelled(when.in_short(talk, now, here), what, cells=18)


def _contacts(known: Detail) -> Iterator[Paragraph]:
    if not known.contacts and not known.tags:
        return
    yield from _heading("Reach them")
    for contact in known.contacts:
        yield _labelled(CONTACTS.get(contact.kind or "", contact.kind or ""), contact.value or "")
    if known.tags:
        yield _labelled("Tags", ", ".join(tag.name or "" for tag in known.tags))


def _notes(known: Detail) -> Iterator[Paragraph]:
    person = known.person
    for heading, text in (
        ("How you met", person.how_we_met),
        ("A strong interest", person.interest),
        ("Notes", person.about),
    ):
        if text:
            yield from _heading(heading)
            yield from map(_line, text.splitlines())


def _timeline(known: Detail) -> Iterator[Paragraph]:
    if not known.touches:
        return
    yield from _heading("Contacts")
    for touch in known.touches[:TOUCHES]:
        channel = f" ({touch.channel})" if touch.channel else ""
        yield _labelled((touch.at or "draft")[:10], f"{in_words(touch)}{channel}", cells=12)
        if touch.kind in WITH_WORDS and touch.body:
            yield Paragraph(Content.styled(plain(touch.body.splitlines()[0]), "$text-muted"), lead=Content(" " * 12))
    if len(known.touches) > TOUCHES:
        yield _line(f"and {len(known.touches) - TOUCHES} more", "$text-muted")


def _heading(text: str) -> Iterator[Paragraph]:
    yield _line("")
    yield _line(text, "bold")


def _line(text: str, style: str = "") -> Paragraph:
    return Paragraph(Content.styled(plain(text), style))


def _labelled(label: str, text: str, cells: int = 10) -> Paragraph:
    return Paragraph(Content(plain(text)), lead=Content.styled(fit(label, cells), "$text-muted"))
