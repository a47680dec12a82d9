"""Answers become claims: sorted one by one, each for or against; what was not sorted yet; probes for the next talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method import insights as method
from coffeechat.records import Answer, Conversation, Evidence, Insight
from coffeechat.store import clock, notes, plans, questions, tables, targets
from coffeechat.store.capture import Change
from coffeechat.store.introductions import REMOVED
from coffeechat.store.questions import short
from coffeechat.store.tables import Value
from coffeechat.store.topics import Claim, Said

if TYPE_CHECKING:
    from coffeechat.store.store import Store


class ToldInConfidence(CoffeechatError):
    """What was said off the record is not passed on."""

    def __init__(self) -> None:
        super().__init__(
            "Everything said about this was told off the record, so it is not passed on. "
            "It may be when somebody tells you so on the record."
        )


class AnswerGone(CoffeechatError):
    """An answer that is no longer there."""

    def __init__(self) -> None:
        super().__init__("This answer was removed meanwhile, so nothing was linked. u brings it back.")


class NoClaim(CoffeechatError):
    """A claim without words."""

    def __init__(self) -> None:
        super().__init__("A claim is one sentence that can be right or wrong. Type it first.")


class Waiting(Struct, frozen=True):
    """An answer that is not evidence of anything yet."""

    answer: Answer
    person: str
    question: str
    at: str


class Probe(Struct, frozen=True):
    """A question that was made of a claim, and where it went: a talk's id, or None for the own questions."""

    text: str
    conversation_id: bytes | None
    person: str


def add(store: Store, claim: str, topic: str | None = None) -> Insight:
    """A new claim without evidence, for the chosen target. Raises NoClaim."""
    with store.change(f"claim: {short(claim)}") as change:
        return _new(store, change, claim, topic)


def from_answer(
    store: Store,
    answer_id: bytes,
    *,
    claim: str = "",
    insight_id: bytes | None = None,
    topic: str | None = None,
    stance: str = "supports",
) -> bytes:
    """Make an answer evidence of a claim, which is there already (`insight_id`) or comes into being (`claim`, by
    default with the answer's own topic). Linked once more, its stance changes. Returns the claim's id.

    Raises AnswerGone, NoClaim.
    """
    answer = tables.get(store.connection, Answer, answer_id)
    if answer is None:
        raise AnswerGone
    with store.change(f"answer {method.stance(stance).mark} {short(claim or _claim_of(store, insight_id))}") as change:
        linked = insight_id or _new(store, change, claim, topic or answer.topic).id
        _set_aside_no_more(store, change, answer_id)
        person = answer.person_id or _host_id(store.connection, answer.conversation_id)
        _link(store, change, linked, stance, answer_id=answer_id, person_id=person)
    return linked


def from_source(store: Store, source_id: bytes, insight_id: bytes, stance: str = "supports") -> None:
    """Make a source that was read evidence of a claim. Linked once more, its stance changes."""
    with store.change(f"source {method.stance(stance).mark} {short(_claim_of(store, insight_id))}") as change:
        _link(store, change, insight_id, stance, source_id=source_id)


def set_aside(store: Store, answer: Answer) -> None:
    """There is no claim in it: it was looked at, and waits no more."""
    with store.change(f"nothing new in “{short(answer.text or '')}”") as change:
        row = Evidence(
            id=clock.new_id(), created_at=change.at, answer_id=answer.id, person_id=answer.person_id, stance="unclear"
        )
        store.insert(change, row)


def set_stance(store: Store, said: Said, stance: str) -> None:
    with store.change(f"{said.person}: {method.stance(stance).word}"):
        store.update(Evidence, said.id, stance=stance)


def unlink(store: Store, said: Said) -> None:
    """Take a piece of evidence off its claim; an answer waits to be sorted again."""
    with store.change(f"take what {said.person} said off the claim") as change:
        store.delete(change, Evidence, said.id)


def edit(store: Store, insight: Insight, **cells: Value) -> None:
    """The words of a claim, or its topic."""
    with store.change(f"edit claim: {short(insight.claim or '')}"):
        store.update(Insight, insight.id, **cells)


def edit_note(store: Store, insight: Insight, text: str, *, opened: str) -> None:
    label = f"note on claim: {short(insight.claim or '')}"
    notes.edit(store, Insight, insight.id, "note", text, opened=opened, label=label)


def remove(store: Store, insight: Insight) -> None:
    """The claim goes, with its evidence; the answers wait to be sorted again."""
    with store.change(f"remove claim: {short(insight.claim or '')}") as change:
        for evidence in tables.select(store.connection, Evidence, "insight_id = ?", (insight.id,)):
            store.delete(change, Evidence, evidence.id)
        store.delete(change, Insight, insight.id)


def probe(store: Store, claim: Claim) -> Probe:
    """Ask the next one about a claim, neutrally: in the plan of the next talk, or else among the own questions.

    Raises ToldInConfidence.
    """
    if claim.is_off_record:
        raise ToldInConfidence
    text = method.probe(claim.text, claim.status)
    talk = _next_talk(store.connection)
    topic = claim.insight.topic
    if talk:
        plans.add(store, talk.id, [plans.NewItem(text=text, topic=topic, phase="core")], f"probe: {short(claim.text)}")
        return Probe(text, talk.id, _host(store.connection, talk.id))
    questions.add(store, text=text, topic=topic, phase="core")
    return Probe(text, None, "")


def waiting(connection: apsw.Connection, most: int = 200) -> list[Waiting]:
    """Answers that are evidence of nothing yet and were not set aside, the oldest first; not those of practice."""
    found = tables.select(
        connection,
        Answer,
        "text <> '' AND id NOT IN (SELECT answer_id FROM evidence WHERE deleted_at IS NULL AND answer_id IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM conversation WHERE conversation.id = conversation_id "
        "AND (kind = 'practice' OR conversation.deleted_at IS NOT NULL)) "
        "ORDER BY coalesce(at, created_at), id LIMIT ?",
        (most,),
    )
    return [_waiting(connection, answer) for answer in found]


def _waiting(connection: apsw.Connection, answer: Answer) -> Waiting:
    name, question, at = connection.execute(
        "SELECT (SELECT name FROM listing WHERE id = coalesce(?1, (SELECT person_id FROM conversation_person "
        "WHERE conversation_id = ?2 AND role = 'host' AND deleted_at IS NULL))), "
        "(SELECT text FROM plan_item WHERE id = ?3), (SELECT at FROM conversation WHERE id = ?2)",
        (answer.person_id, answer.conversation_id, answer.plan_item_id),
    ).get
    return Waiting(answer, name or REMOVED, question or "", answer.at or at or answer.created_at)


def _new(store: Store, change: Change, claim: str, topic: str | None) -> Insight:
    if not claim.strip():
        raise NoClaim
    target = targets.chosen(store.connection)
    insight = Insight(
        id=clock.new_id(),
        created_at=change.at,
        claim=claim.strip(),
        topic=topic,
        target_id=target.id if target else None,
    )
    store.insert(change, insight)
    return insight


def _link(store: Store, change: Change, insight_id: bytes, stance: str, **what: Value) -> None:
    """`what` is the answer or the source, and whose it is."""
    column = "answer_id" if "answer_id" in what else "source_id"
    there = tables.select(store.connection, Evidence, f"insight_id = ? AND {column} = ?", (insight_id, what[column]))
    if there:
        store.update(Evidence, there[0].id, stance=stance)
    else:
        row = Evidence(id=clock.new_id(), created_at=change.at, insight_id=insight_id, stance=stance, **what)
        store.insert(change, row)


def _set_aside_no_more(store: Store, change: Change, answer_id: bytes) -> None:
    for row in tables.select(store.connection, Evidence, "answer_id = ? AND insight_id IS NULL", (answer_id,)):
        store.delete(change, Evidence, row.id)


def _next_talk(connection: apsw.Connection) -> Conversation | None:
    """The next that is planned: by its time, those without one last; never one for practice."""
    found = tables.select(
        connection,
        Conversation,
        "kind IS NOT 'practice' AND (at IS NULL OR at >= ?) "
        "AND coalesce(state, 'planned') IN ('planned', 'proposed', 'scheduled', 'confirmed') "
        "ORDER BY at IS NULL, at, id LIMIT 1",
        (clock.instant(clock.now()),),
    )
    return next(iter(found), None)


def _host_id(connection: apsw.Connection, conversation_id: bytes | None) -> bytes | None:
    found: bytes | None = connection.execute(
        "SELECT person_id FROM conversation_person WHERE conversation_id = ? AND deleted_at IS NULL "
        "ORDER BY role IS NOT 'host', id LIMIT 1",
        (conversation_id,),
    ).get
    return found


def _host(connection: apsw.Connection, conversation_id: bytes) -> str:
    person_id = _host_id(connection, conversation_id)
    return connection.execute("SELECT name FROM listing WHERE id = ?", (person_id,)).get or REMOVED


def _claim_of(store: Store, insight_id: bytes | None) -> str:
    insight = tables.get(store.connection, Insight, insight_id or b"")
    return (insight and insight.claim) or ""
