"""Everything that is stored: one frozen Struct per synced table.

The order is part of the wire format: a table's number is its place in `TABLES` (from 1), a column's number its
place among the Struct's fields. Append; never reorder, rename or remove. `tests/test_records.py` pins them.

Ids are 16-byte UUIDv7. Instants are UTC ISO 8601 text (`2026-03-02T08:00:00Z`), dates ISO text. References are
soft: the row they point to may arrive later. Every column after the first four is nullable or has a default.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """What every synced row carries."""

    id: bytes
    created_at: str
    source: str = "manual"  # manual · import:IMPORTER · plugin:NAME
    deleted_at: str | None = None  # a tombstone keeps the other values


class Person(Row, frozen=True, kw_only=True):
    """Somebody to learn from."""

    display: str | None = None
    given: str | None = None
    family: str | None = None
    nickname: str | None = None
    birthday: str | None = None
    known_since: str | None = None  # ISO date: connected on
    tie: str | None = None  # introduced · weak · close · shared · cold (None is cold)
    do_not_contact: bool | None = None
    interest: str | None = None
    how_we_met: str | None = None
    about: str | None = None
    card: str | None = None  # vCard properties nobody here reads, verbatim, for export
    merged_into: bytes | None = None
    zone: str | None = None  # IANA name
    formality: str | None = None  # formal · informal
    cadence_days: int | None = None  # how often to be in touch; None is the setting's
    cadence_max_days: int | None = None


class ContactPoint(Row, frozen=True, kw_only=True):
    """One way to reach a person, or a page about them."""

    person_id: bytes | None = None
    kind: str | None = None  # email · phone · linkedin · url · address
    value: str | None = None
    label: str | None = None
    preferred: bool | None = None


class Organisation(Row, frozen=True, kw_only=True):
    """An employer."""

    name: str | None = None
    size: str | None = None  # small (up to 50) · medium (51-250) · large
    place: str | None = None
    url: str | None = None
    notes: str | None = None


class Position(Row, frozen=True, kw_only=True):
    """A job somebody has or had. `level` to `function` are the user's correction of how the title is read."""

    person_id: bytes | None = None
    organisation_id: bytes | None = None
    title: str | None = None
    since: str | None = None
    until: str | None = None  # None: current
    level: int | None = None
    personnel: bool | None = None
    advisory: bool | None = None
    function: str | None = None


class Target(Row, frozen=True, kw_only=True):
    """A job truly wanted."""

    name: str | None = None
    level: int | None = None
    function: str | None = None
    keywords: str | None = None  # words, separated by commas
    personnel: bool | None = None  # the wanted job is itself in personnel
    hypothesis: str | None = None


class PersonTarget(Row, frozen=True, kw_only=True):
    """What the user said of a person for one target; everything else is computed."""

    person_id: bytes | None = None
    target_id: bytes | None = None
    knowledge: float | None = None  # 0-1
    parked: bool | None = None
    reason: str | None = None


class Relationship(Row, frozen=True, kw_only=True):
    """Who knows whom."""

    from_id: bytes | None = None  # None is the user
    to_id: bytes | None = None
    kind: str | None = None
    since: str | None = None
    note: str | None = None


class Introduction(Row, frozen=True, kw_only=True):
    """From an introducer to a person, with both consents."""

    introducer_id: bytes | None = None
    person_id: bytes | None = None
    target_id: bytes | None = None
    state: str | None = None  # wished · asked · introducer_ok · target_ok · made · contacted · met · loop_closed · ...
    asked_at: str | None = None
    introducer_ok_at: str | None = None
    person_ok_at: str | None = None
    made_at: str | None = None
    loop_closed_at: str | None = None
    expires_at: str | None = None
    may_use_name: bool | None = None
    note: str | None = None
    conversation_id: bytes | None = None  # in which the name was given
    will_call_ahead: bool | None = None
    message: str | None = None
    override_reason: str | None = None  # made without the person's consent, and why


class Touch(Row, frozen=True, kw_only=True):
    """One message or contact, in or out."""

    person_id: bytes | None = None
    direction: str | None = None  # out · in
    kind: str | None = None  # ask · follow_up · second_contact · confirm · thanks · update · reply · message ...
    channel: str | None = None  # email · linkedin · phone · in_person ...
    at: str | None = None  # when it was sent or came in; None: a draft
    state: str | None = None  # draft · sent · bounced · closed (None is sent)
    subject: str | None = None
    body: str | None = None
    conversation_id: bytes | None = None
    introduction_id: bytes | None = None
    reply_kind: str | None = None  # yes · later · no · refers · out_of_office
    attachment: str | None = None  # resume · other
    wake_on: str | None = None  # ISO date: "later" means then
    target_id: bytes | None = None


class Tag(Row, frozen=True, kw_only=True):
    """A label."""

    name: str | None = None
    colour: str | None = None


class Tagging(Row, frozen=True, kw_only=True):
    """A label on a person."""

    tag_id: bytes | None = None
    person_id: bytes | None = None


class ImportRun(Row, frozen=True, kw_only=True):
    """One file brought in. Kept when the import is undone."""

    importer: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    new: int | None = None
    updated: int | None = None
    same: int | None = None
    skipped: int | None = None
    undone_at: str | None = None


class ImportRow(Row, frozen=True, kw_only=True):
    """What a source last said of a person, so that a second import knows it again and sees what changed."""

    run_id: bytes | None = None
    person_id: bytes | None = None
    key: str | None = None  # the source's own name for the row, e.g. linkedin:ada-lindqvist
    other_key: str | None = None  # a second one that survives when the first changes
    record: bytes | None = None  # the PersonRecord, msgpack


class NotSame(Row, frozen=True, kw_only=True):
    """Two people who look alike and are not; never proposed again."""

    one_id: bytes | None = None
    other_id: bytes | None = None


class Setting(Row, frozen=True, kw_only=True):
    """A choice that travels with the user."""

    name: str | None = None
    value: str | None = None


class Conversation(Row, frozen=True, kw_only=True):
    """A talk, from planned to closed."""

    kind: str | None = None  # practice · informational · job_interview · catch_up
    target_id: bytes | None = None
    organisation_id: bytes | None = None
    state: str | None = None  # planned · proposed · scheduled · confirmed · live · ended · debriefed · closed · ...
    at: str | None = None
    zone: str | None = None  # IANA name: the zone in which the time was agreed
    minutes: int | None = None
    minutes_real: int | None = None
    channel: str | None = None
    place: str | None = None
    calendar_uid: str | None = None
    sequence: int | None = None
    turned_from: str | None = None
    learned_of_me: str | None = None
    notes: str | None = None
    learned: str | None = None
    fit: str | None = None
    next: str | None = None
    goal: str | None = None
    changed: str | None = None  # how it changed my view
    started_at: str | None = None
    ended_at: str | None = None
    debriefed_at: str | None = None
    flipped_at: str | None = None  # when the host turned it into a job interview


class ConversationPerson(Row, frozen=True, kw_only=True):
    """Who takes part."""

    conversation_id: bytes | None = None
    person_id: bytes | None = None
    role: str | None = None  # host · guest · observer


class PlanItem(Row, frozen=True, kw_only=True):
    """A question chosen for one conversation."""

    conversation_id: bytes | None = None
    question_id: bytes | None = None
    text: str | None = None
    topic: str | None = None
    place: float | None = None
    must: bool | None = None
    source_id: bytes | None = None
    asked_at: str | None = None
    skipped: bool | None = None
    phase: str | None = None  # open · core · probe · close
    probe: str | None = None
    minutes: float | None = None  # None: by its depth
    pack_key: str | None = None  # PACK/NUMBER, for a question of a pack


class Answer(Row, frozen=True, kw_only=True):
    """What somebody said."""

    conversation_id: bytes | None = None
    person_id: bytes | None = None
    plan_item_id: bytes | None = None
    topic: str | None = None
    text: str | None = None
    verbatim: bool | None = None
    off_record: bool | None = None
    second: int | None = None
    at: str | None = None


class Insight(Row, frozen=True, kw_only=True):
    """A claim, with evidence for and against."""

    claim: str | None = None
    topic: str | None = None
    target_id: bytes | None = None
    status: str | None = None
    note: str | None = None


class Evidence(Row, frozen=True, kw_only=True):
    """What an answer or a source says about a claim."""

    insight_id: bytes | None = None
    answer_id: bytes | None = None
    source_id: bytes | None = None
    person_id: bytes | None = None
    stance: str | None = None  # supports · contradicts · refines · unclear
    weight: float | None = None
    note: str | None = None


class Promise(Row, frozen=True, kw_only=True):
    """Theirs or mine."""

    by: str | None = None  # me · them
    person_id: bytes | None = None
    conversation_id: bytes | None = None
    text: str | None = None
    due: str | None = None  # ISO date
    state: str | None = None  # open · done · released · broken (None is open)
    done_at: str | None = None


class Reminder(Row, frozen=True, kw_only=True):
    """An own task, or a snooze of a computed one."""

    title: str | None = None
    due: str | None = None
    person_id: bytes | None = None
    rule: str | None = None
    snoozed_until: str | None = None
    done_at: str | None = None
    about_id: bytes | None = None  # the conversation, introduction or promise it is about


class ResearchSource(Row, frozen=True, kw_only=True):
    """A book, site, article or job description."""

    title: str | None = None
    kind: str | None = None
    url: str | None = None
    read_at: str | None = None
    organisation_id: bytes | None = None
    person_id: bytes | None = None
    target_id: bytes | None = None
    facts: str | None = None
    quote: str | None = None
    note: str | None = None


class Question(Row, frozen=True, kw_only=True):
    """A question of one's own."""

    text: str | None = None
    topic: str | None = None
    phase: str | None = None
    probe: str | None = None
    retired: bool | None = None
    kinds: str | None = None  # of conversation, separated by commas
    minutes: float | None = None
    note: str | None = None


class Template(Row, frozen=True, kw_only=True):
    """A message with slots."""

    name: str | None = None
    kind: str | None = None
    language: str | None = None
    formality: str | None = None
    subject: str | None = None
    body: str | None = None


class ResumeEvent(Row, frozen=True, kw_only=True):
    """The résumé was asked for, offered, sent or commented on."""

    person_id: bytes | None = None
    conversation_id: bytes | None = None
    kind: str | None = None  # asked_by_them · offered_by_me · sent · feedback
    at: str | None = None
    reason: str | None = None
    version: str | None = None
    touch_id: bytes | None = None


class Belief(Row, frozen=True, kw_only=True):
    """What I hold true of a target, to be tested in talks."""

    statement: str | None = None
    target_id: bytes | None = None
    note: str | None = None


class BeliefChange(Row, frozen=True, kw_only=True):
    """How sure I am of a belief from then on, and because of which insight. Appended, never edited."""

    belief_id: bytes | None = None
    at: str | None = None
    percent: int | None = None  # 0-100
    insight_id: bytes | None = None
    note: str | None = None


class NoteSlot(Row, frozen=True, kw_only=True):
    """One device's share in one long text, as a Yjs state: the text is what all shares make together."""

    of_table: int | None = None
    of_id: bytes | None = None
    of_column: int | None = None
    generation: int | None = None
    device: bytes | None = None  # its id; or `seed`, the first text of a generation, or `carry`, late words for it
    state: bytes | None = None


TABLES: Final[tuple[type[Row], ...]] = (
    Person,
    ContactPoint,
    Organisation,
    Position,
    Target,
    PersonTarget,
    Relationship,
    Introduction,
    Touch,
    Tag,
    Tagging,
    ImportRun,
    ImportRow,
    NotSame,
    Setting,
    Conversation,
    ConversationPerson,
    PlanItem,
    Answer,
    Insight,
    Evidence,
    Promise,
    Reminder,
    ResearchSource,
    Question,
    Template,
    ResumeEvent,
    Belief,
    BeliefChange,
    NoteSlot,
)

NOTES: Final[dict[type[Row], tuple[str, ...]]] = {
    Person: ("interest", "how_we_met", "about"),
    Organisation: ("notes",),
    Target: ("hypothesis",),
    Relationship: ("note",),
    Introduction: ("note", "message"),
    Touch: ("body",),
    Conversation: ("learned_of_me", "notes", "learned", "fit", "next", "goal", "changed"),
    Answer: ("text",),
    Insight: ("note",),
    Evidence: ("note",),
    ResearchSource: ("facts", "quote", "note"),
    Question: ("note",),
    Belief: ("note",),
}
"""Long texts: what several machines write in one is merged word by word. Of other cells the last one stands."""
