"""What was said, by topic: claims with their evidence, who spoke, what waits to be sorted; in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import apsw
from msgspec import Struct

from coffeechat.method import insights as method
from coffeechat.method.folding import fold
from coffeechat.method.insights import Heard, Tally, Voice
from coffeechat.method.introductions import Chains
from coffeechat.method.rules import Rules
from coffeechat.records import Insight
from coffeechat.store import introductions, rules, tables
from coffeechat.store.tables import Value

Found = TypeVar("Found")


class Said(Struct, frozen=True):
    """A piece of evidence: a sentence somebody said, or a source that was read."""

    id: bytes
    insight_id: bytes
    stance: str
    note: str | None
    answer_id: bytes | None
    source_id: bytes | None
    person_id: bytes | None
    person: str  # or the source's title
    text: str
    is_quote: bool
    is_off_record: bool
    conversation_id: bytes | None
    at: str


class Claim(Struct, frozen=True):
    """A claim, weighed; its evidence in the order of time."""

    insight: Insight
    said: tuple[Said, ...]
    tally: Tally
    status: str

    @property
    def text(self) -> str:
        return self.insight.claim or ""

    @property
    def is_off_record(self) -> bool:
        """Whether all there is was told off the record, so that it is nobody else's to hear."""
        return bool(self.said) and all(said.is_off_record for said in self.said)

    def stance_of(self, person_id: bytes) -> str | None:
        """The side somebody took last, else whatever they said of it."""
        own = [said.stance for said in reversed(self.said) if said.person_id == person_id]
        return next((name for name in own if name in method.SIDES), own[0] if own else None)


class Topic(Struct, frozen=True):
    """A topic: its claims, and how many answers each person gave on it."""

    name: str
    claims: tuple[Claim, ...]
    answers: dict[bytes, int]
    talks: int
    unsorted: int
    is_saturated: bool

    @property
    def people(self) -> set[bytes]:
        """Everybody who said something on it."""
        said = {said.person_id for claim in self.claims for said in claim.said if said.person_id}
        return said | self.answers.keys()

    @property
    def is_contested(self) -> bool:
        return any(claim.status == "contested" for claim in self.claims)


class Overview(Struct, frozen=True):
    """Everything that was said: topics by name, and the people who spoke, those of one chain together."""

    topics: tuple[Topic, ...]
    people: tuple[bytes, ...]
    names: dict[bytes, str]
    roots: dict[bytes, bytes]
    unsorted: int


class _Talk(NamedTuple):
    """What one talk has on one topic."""

    topic: str
    conversation_id: bytes | None
    person_id: bytes | None
    answers: int
    unsorted: int


def overview(connection: apsw.Connection) -> Overview:
    """All topics with all claims."""
    chains, holding = introductions.chains(connection), rules.load(connection)
    claims = _by_topic(_claims(connection, chains, holding), topic_of)
    talks = _by_topic(_talks(connection), _topic_of_talk)
    topics = [_topic(claims.get(key, ()), talks.get(key, ()), holding) for key in sorted(claims.keys() | talks.keys())]
    people = set().union(*(topic.people for topic in topics))
    roots = {person: chains.root(person) for person in people}
    return Overview(
        topics=tuple(topics),
        people=_in_chains(topics, roots),
        names=_names(connection, people | set(roots.values())),
        roots=roots,
        unsorted=sum(topic.unsorted for topic in topics),
    )


def claim(connection: apsw.Connection, insight_id: bytes) -> Claim | None:
    """One claim with its evidence."""
    found = _claims(
        connection, introductions.chains(connection), rules.load(connection), "insight.id = ?", (insight_id,)
    )
    return next(iter(found), None)


def all_claims(connection: apsw.Connection) -> list[Claim]:
    """Every claim, by topic."""
    return [claim for topic in overview(connection).topics for claim in topic.claims]


def topic_of(known: Claim) -> str:
    return known.insight.topic or ""


_EVIDENCE = """
SELECT evidence.id, insight_id, coalesce(stance, 'unclear'), evidence.note, answer.id, source.id,
    coalesce(evidence.person_id, answer.person_id), coalesce(listing.name, source.title, ''),
    coalesce(answer.text, source.quote, source.facts, evidence.note, ''),
    coalesce(answer.verbatim, source.quote IS NOT NULL),
    coalesce(answer.off_record, FALSE), answer.conversation_id,
    coalesce(answer.at, conversation.at, source.read_at, evidence.created_at)
FROM insight CROSS JOIN evidence ON evidence.insight_id = insight.id
LEFT JOIN answer ON answer.id = answer_id AND answer.deleted_at IS NULL
LEFT JOIN conversation ON conversation.id = answer.conversation_id
LEFT JOIN research_source AS source ON source.id = source_id AND source.deleted_at IS NULL
LEFT JOIN listing ON listing.id = coalesce(evidence.person_id, answer.person_id)
WHERE insight.deleted_at IS NULL AND evidence.deleted_at IS NULL AND conversation.deleted_at IS NULL
    AND (answer_id IS NULL OR answer.id IS NOT NULL) AND (source_id IS NULL OR source.id IS NOT NULL) AND"""
"""Evidence whose answer or source is gone, or has not arrived yet, says nothing."""


def _claims(
    connection: apsw.Connection, chains: Chains, holding: Rules, where: str = "TRUE", bindings: tuple[Value, ...] = ()
) -> list[Claim]:
    """The oldest first."""
    evidence: dict[bytes, list[Said]] = {}
    for row in connection.execute(f"{_EVIDENCE} {where} ORDER BY 13, 1", bindings):
        said = _said(*row)
        evidence.setdefault(said.insight_id, []).append(said)
    return [
        _weighed(insight, tuple(evidence.get(insight.id, ())), chains, holding)
        for insight in tables.select(connection, Insight, where, bindings)
    ]


def _said(*row: Value) -> Said:
    values = (*row[:9], bool(row[9]), bool(row[10]), *row[11:])
    return Said(*values)


def _weighed(insight: Insight, said: tuple[Said, ...], chains: Chains, holding: Rules) -> Claim:
    counted = method.tally((Voice(one.person_id, one.stance, one.at) for one in said), chains.root)
    return Claim(insight, said, counted, method.status(counted, holding))


_TALKS = """
SELECT coalesce(topic, ''), answer.conversation_id, coalesce(answer.person_id, host.person_id), count(*),
    count(*) - count(sorted.answer_id)
FROM answer LEFT JOIN conversation ON conversation.id = answer.conversation_id
LEFT JOIN conversation_person AS host ON answer.person_id IS NULL AND host.conversation_id = answer.conversation_id
    AND host.role = 'host' AND host.deleted_at IS NULL
LEFT JOIN (SELECT DISTINCT answer_id FROM evidence WHERE deleted_at IS NULL) AS sorted ON sorted.answer_id = answer.id
WHERE answer.deleted_at IS NULL AND answer.text <> '' AND conversation.kind IS NOT 'practice'
    AND conversation.deleted_at IS NULL
GROUP BY 1, 2, 3 ORDER BY min(coalesce(answer.at, conversation.at, answer.created_at)), min(answer.id)
"""
"""What was said for practice is no evidence of anything."""


def _talks(connection: apsw.Connection) -> list[_Talk]:
    """The first in time first."""
    return [_Talk(*row) for row in connection.execute(_TALKS)]


def _by_topic(found: Iterable[Found], name_of: Callable[[Found], str]) -> dict[str, list[Found]]:
    """By the folded name, so that capitals make no second topic of one."""
    topics: dict[str, list[Found]] = {}
    for one in found:
        topics.setdefault(fold(name_of(one)), []).append(one)
    return topics


def _topic_of_talk(talk: _Talk) -> str:
    return talk.topic


def _topic(claims: Sequence[Claim], talks: Sequence[_Talk], holding: Rules) -> Topic:
    answers: dict[bytes, int] = {}
    for talk in talks:
        if talk.person_id:
            answers[talk.person_id] = answers.get(talk.person_id, 0) + talk.answers
    heard = _heard(claims, talks)
    return Topic(
        name=topic_of(claims[0]) if claims else talks[0].topic,
        claims=tuple(claims),
        answers=answers,
        talks=len(heard),
        unsorted=sum(talk.unsorted for talk in talks),
        is_saturated=method.is_saturated(heard, holding),
    )


def _heard(claims: Iterable[Claim], talks: Iterable[_Talk]) -> list[Heard]:
    """What each talk brought, in the order of time: a claim is new in the talk in which it was first heard."""
    new: dict[bytes | None, int] = {}
    for claim in claims:
        if claim.said:
            new[claim.said[0].conversation_id] = new.get(claim.said[0].conversation_id, 0) + 1
    unsorted: dict[bytes | None, int] = {}
    for talk in talks:
        unsorted[talk.conversation_id] = unsorted.get(talk.conversation_id, 0) + talk.unsorted
    return [Heard(new.get(talk, 0), waiting) for talk, waiting in unsorted.items()]


def _in_chains(topics: Iterable[Topic], roots: dict[bytes, bytes]) -> tuple[bytes, ...]:
    """Everybody who spoke, those of one chain beside each other; the chain that said most comes first."""
    spoke: dict[bytes, int] = {}
    for topic in topics:
        for person in topic.people:
            spoke[person] = spoke.get(person, 0) + max(1, topic.answers.get(person, 0))
    of_chain: dict[bytes, int] = {}
    for person, count in spoke.items():
        of_chain[roots[person]] = of_chain.get(roots[person], 0) + count
    return tuple(
        sorted(spoke, key=lambda one: (-of_chain[roots[one]], roots[one], one != roots[one], -spoke[one], one))
    )


def _names(connection: apsw.Connection, people: set[bytes]) -> dict[bytes, str]:
    marks = ", ".join("?" * len(people))
    found = dict(connection.execute(f"SELECT id, name FROM listing WHERE id IN ({marks})", tuple(people)))
    return {person: found.get(person, introductions.REMOVED) for person in people}
