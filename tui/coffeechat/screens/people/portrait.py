"""A person in words: who they are, why this rank factor by factor, how to reach them, what has been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from coffeechat.method import stages
from coffeechat.method.conversations import kind_of, state_title, when
from coffeechat.method.levels import LEVELS
from coffeechat.method.ranking import Candidate, Lens, Reason, door
from coffeechat.method.ties import TIES
from coffeechat.method.touches import in_words
from coffeechat.screens.people.lens import chosen_lens
from coffeechat.store import clock, conversation_list, introductions, ranks, rules, zones
from coffeechat.store.facts import facts_of
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
    """How far it has come with them, and how they answer; nothing of somebody who was only found."""
    facts = facts_of(store.connection, known.person.id)
    found = stages.stage(facts, *rules.today(store.connection)) if facts else None
    if found is None or found.name == "found":
        return
    called, means = stages.STAGES[found.name]
    yield _line(f"{called[:1].upper()}{called[1:]}. {means}", "$text-accent")
    if found.responsiveness:
        yield _line(stages.RESPONSIVENESS[found.responsiveness], "$text-muted")


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
