"""Somebody to write to: who they are, what has been with them, and what of it a message can say or must respect."""

from __future__ import annotations

import apsw
from msgspec import Struct

from coffeechat.method.conversations import kind_of
from coffeechat.method.facts import Facts
from coffeechat.method.messages import LANGUAGES, Context
from coffeechat.method.names import split_display
from coffeechat.method.ranking import wanted_of
from coffeechat.method.stages import stage
from coffeechat.method.templates import Known, MessageTemplate, choose, connection_of, fill, values, variables
from coffeechat.method.touches import NEXT
from coffeechat.records import Conversation, Target, Touch
from coffeechat.store import introductions, people, rules, sender, slots, tables, targets, templates, touches, zones
from coffeechat.store.facts import facts_of
from coffeechat.store.people import Detail

ABOUT_A_TALK = ("thanks", "update", "confirm")
TOLD_IN_FRONT = ("wished", "declined_by_introducer", "declined_by_target", "expired")
"""States of an introduction whose introducer can't be named yet, or not any more."""


class Addressee(Struct, frozen=True):
    """A person as one message sees them. `connection` and `formality` choose its template."""

    detail: Detail
    facts: Facts
    known: Known
    talk: Conversation | None
    introducers: tuple[str, ...]
    connection: str
    formality: str
    target: Target | None
    introduction_id: bytes | None = None

    @property
    def name(self) -> str:
        return self.detail.name

    @property
    def address(self) -> tuple[str, str] | None:
        """Where a message goes: its kind (`email`, `linkedin`) and the address itself."""
        for kind in ("email", "linkedin"):
            for contact in self.detail.contacts:
                if contact.kind == kind and contact.value:
                    return kind, contact.value
        return None

    def context(self, kind: str) -> Context:
        """For the review of a message of this kind."""
        wanted = wanted_of(self.target) if self.target else None
        is_open = self.talk is not None and kind_of(self.talk.kind).may_ask_for_a_job
        return Context(
            kind=kind,
            theirs=tuple(name for name in (self.name, self.known.organisation) if name),
            introducers=self.introducers,
            wanted=tuple(word for word in (*wanted.keywords, wanted.function or "") if word) if wanted else (),
            thread=self.known.thread,
            promises=tuple(promise.text or "" for promise in self.facts.promises),
            may_ask_for_a_job=is_open,
            variables=variables(),
        )


def find(
    connection: apsw.Connection,
    person_id: bytes,
    kind: str,
    conversation_id: bytes | None = None,
    introduction_id: bytes | None = None,
) -> Addressee | None:
    """A person for a message of this kind, about a talk or an introduction; None if they are not there any more."""
    detail, facts = people.detail(connection, person_id), facts_of(connection, person_id)
    if detail is None or facts is None:
        return None
    talk = _talk(connection, facts, kind, conversation_id)
    names = _introducers(connection, person_id)
    target = targets.chosen(connection)
    return Addressee(
        detail=detail,
        facts=facts,
        known=slots.known(
            connection, detail, facts, talk=talk, target=target, introducers=names, introduction_id=introduction_id
        ),
        talk=talk,
        introducers=(*names, *(split_display(name)[0] or name for name in names)),
        connection=_connection(detail, facts, kind, is_introduced=bool(names), introduction_id=introduction_id),
        formality=detail.person.formality or ("informal" if detail.person.tie == "close" else "formal"),
        target=target,
        introduction_id=introduction_id,
    )


class Beginning(Struct, frozen=True):
    """How a message begins: from the draft that was begun before, or from a template, or with nothing."""

    subject: str = ""
    body: str = ""
    draft: Touch | None = None
    template: MessageTemplate | None = None


def beginning(connection: apsw.Connection, to: Addressee, kind: str) -> Beginning:
    """The draft of this kind to somebody, or the template that fits them best."""
    talk_id = to.talk.id if to.talk else None
    draft = touches.draft_of(connection, to.detail.person.id, kind, talk_id, to.introduction_id)
    if draft:
        return Beginning(draft.subject or "", draft.body or "", draft)
    known = templates.everything(connection)
    language = sender.load(connection).language or LANGUAGES[0]
    template = choose(known, kind, connection=to.connection, formality=to.formality, language=language)
    return Beginning(*filled(connection, to, template), template=template) if template else Beginning()


def kind_next(connection: apsw.Connection, person_id: bytes) -> str:
    """The kind of message that comes next for somebody, by their stage."""
    facts = facts_of(connection, person_id)
    if facts is None:
        return "message"
    return NEXT.get(stage(facts, *rules.today(connection)).name, "message")


def filled(connection: apsw.Connection, to: Addressee, template: MessageTemplate) -> tuple[str, str]:
    """Subject and body of a template, with everything that is known written in."""
    known = values(
        to.known,
        rules.load(connection),
        language=template.language,
        formality=to.formality,
        zone=zones.zone(to.talk.zone if to.talk else None),
    )
    return fill(template.subject, known), fill(template.body, known)


def _talk(connection: apsw.Connection, facts: Facts, kind: str, conversation_id: bytes | None) -> Conversation | None:
    """The one named; else for a confirmation the next, and for what comes afterwards the last that was held."""
    if conversation_id:
        return tables.get(connection, Conversation, conversation_id)
    talks = facts.coming[:1] if kind == "confirm" else facts.held[-1:] if kind in ABOUT_A_TALK else ()
    return tables.get(connection, Conversation, talks[0].id) if talks else None


def _introducers(connection: apsw.Connection, person_id: bytes) -> tuple[str, ...]:
    """Who gave their name and does not mind being named, the latest first."""
    led = introductions.to_person(connection, person_id)
    return tuple(
        one.introducer for one in led if one.state not in TOLD_IN_FRONT and one.introduction.may_use_name is not False
    )


def _connection(detail: Detail, facts: Facts, kind: str, *, is_introduced: bool, introduction_id: bytes | None) -> str:
    answers = [touch for touch in facts.touches if touch.reply_kind]
    if kind == "update" and (introduction_id or not facts.held):
        return "introducer"
    if kind == "thanks" and not facts.held and answers and answers[-1].reply_kind == "no":
        return "declined"
    tags = [tag.name or "" for tag in detail.tags]
    return connection_of(detail.person.tie, tags, is_introduced=is_introduced)
