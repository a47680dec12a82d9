"""A person in words: who they are, why this rank factor by factor, how to reach them, what has been."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from coffeechat.method.levels import LEVELS
from coffeechat.method.ranking import Candidate, Lens, Reason, door
from coffeechat.store import ranks, settings
from coffeechat.store.people import Detail
from coffeechat.store.ranks import Standing
from coffeechat.store.store import Store
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain

FACTORS = {
    "knowledge": "Knows the job",
    "power": "Can hire",
    "personnel": "Does the work",
    "reach": "Within reach",
}
CONTACTS = {"email": "E-mail", "phone": "Phone", "linkedin": "LinkedIn", "url": "Page", "address": "Address"}
TIES = {
    "cold": "no tie yet",
    "shared": "a school or employer in common",
    "weak": "you have met",
    "close": "a close tie",
    "introduced": "introduced to you",
}
"""What `Person.tie` may be, in the order in which a key steps through it."""

LENS = "lens"
"""The local setting that holds the lens."""

BAR_CELLS = 10
TOUCHES = 12


def chosen_lens(store: Store) -> Lens:
    """The lens this copy of the app was last left with."""
    return "research" if settings.local(store.connection, LENS) == "research" else "crystal"


def portrait_of(store: Store, known: Detail) -> Content:
    """A person as they stand now."""
    standing = ranks.standing(store.connection, known.person.id)
    reading = standing.candidate if standing else ranks.reading(store.connection, known.person.id)
    return portrait(known, reading, standing, chosen_lens(store))


def portrait(known: Detail, reading: Candidate | None, standing: Standing | None, lens: Lens) -> Content:
    """Everything about one person, top to bottom."""
    return Content("\n").join(
        [
            *_head(known, reading),
            *_rank(standing, lens),
            *_contacts(known),
            *_notes(known),
            *_timeline(known),
        ]
    )


def _head(known: Detail, reading: Candidate | None) -> Iterator[Content]:
    yield Content.styled(plain(known.name), "bold $text-primary")
    job = known.job
    if job is not None:
        organisation = job.organisation.name if job.organisation else None
        yield Content(plain(", ".join(part for part in (job.position.title, organisation) if part)))
    if reading is not None and reading.level is not None:
        corrected = job is not None and job.position.level is not None
        says = "you say" if corrected else "reads as"
        yield Content.styled(f"{says} level {reading.level}, {LEVELS[reading.level]}", "$text-muted")
    if reading is not None and (leads_to := door(reading)):
        yield Content.styled(plain(leads_to), "$text-accent")
    tie = TIES.get(known.person.tie or "cold", "")
    yield Content.styled(tie, "$text-muted")


def _rank(standing: Standing | None, lens: Lens) -> Iterator[Content]:
    if standing is None:
        return
    score, other = standing.crystal, f"research {standing.research:.0f}"
    if lens == "research":
        score, other = standing.research, f"crystal {standing.crystal:.0f}"
    yield from _heading(f"Why {score:.0f} for {standing.target.name}", other)
    for reason in standing.reasons:
        yield from _factor(reason)


def _factor(reason: Reason) -> Iterator[Content]:
    label = f"{FACTORS[reason.factor]:<14}"
    yield Content.assemble(label, (bar(reason.value, BAR_CELLS), "$text-accent"), f" {reason.value:.2g}")
    yield Content.styled(plain(f"  {reason.sentence}"), "$text-muted")


def _contacts(known: Detail) -> Iterator[Content]:
    if not known.contacts and not known.tags:
        return
    yield from _heading("Reach them")
    for contact in known.contacts:
        label = CONTACTS.get(contact.kind or "", contact.kind or "")
        yield Content.assemble((f"{label:<10}", "$text-muted"), plain(contact.value or ""))
    if known.tags:
        tags = ", ".join(tag.name or "" for tag in known.tags)
        yield Content.assemble((f"{'Tags':<10}", "$text-muted"), plain(tags))


def _notes(known: Detail) -> Iterator[Content]:
    person = known.person
    for heading, text in (
        ("How you met", person.how_we_met),
        ("A strong interest", person.interest),
        ("Notes", person.about),
    ):
        if text:
            yield from _heading(heading)
            yield from (Content(plain(line)) for line in text.splitlines())


def _timeline(known: Detail) -> Iterator[Content]:
    if not known.touches:
        return
    yield from _heading("Contacts")
    for touch in known.touches[:TOUCHES]:
        what = "← they wrote" if touch.direction == "in" else "→ you wrote"
        channel = f" ({touch.channel})" if touch.channel else ""
        yield Content.assemble(((touch.at or "")[:10], "$text-muted"), plain(f"  {what}{channel}"))
    if len(known.touches) > TOUCHES:
        yield Content.styled(f"and {len(known.touches) - TOUCHES} more", "$text-muted")


def _heading(text: str, aside: str = "") -> Iterator[Content]:
    yield Content("")
    yield Content.assemble((plain(text), "bold"), (f"   {aside}" if aside else "", "$text-muted"))
