"""The résumé's story with a person: they asked for it, I offered it and why, it was sent, they said something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.method.resume import Verdict, may_send
from coffeechat.records import Conversation, ResumeEvent, Touch
from coffeechat.store import clock, people, rules, tables
from coffeechat.store.capture import Change

if TYPE_CHECKING:
    from coffeechat.store.store import Store


class ResumeHeld(CoffeechatError):
    """The rule says no, and no reason was given to set it aside."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(
            f"The résumé stays here. {verdict.sentence} (Source: {verdict.source}.) Give a reason to send it anyway."
        )


def events(connection: apsw.Connection, person_id: bytes) -> list[ResumeEvent]:
    """All that happened, in its order."""
    return tables.select(connection, ResumeEvent, "person_id = ? ORDER BY at, id", (person_id,))


def verdict(connection: apsw.Connection, person_id: bytes, conversation_id: bytes | None) -> Verdict:
    """Whether the résumé may go to this person now."""
    conversation = tables.get(connection, Conversation, conversation_id) if conversation_id else None
    kind = conversation.kind if conversation else None
    return may_send(kind, events(connection, person_id), rules.load(connection))


def asked_by_them(store: Store, person_id: bytes, conversation_id: bytes | None = None) -> None:
    """They asked for it: from now on it may be sent."""
    with store.change(f"{people.name_of(store.connection, person_id)} asked for the résumé") as change:
        insert(store, change, person_id, conversation_id, "asked_by_them")


def sent(store: Store, change: Change, touch: Touch) -> None:
    """It goes with this message. Raises ResumeHeld if the rule forbids it and was not set aside for the message."""
    person_id = touch.person_id or b""
    found = verdict(store.connection, person_id, touch.conversation_id)
    if not found.allowed and not any(event.touch_id == touch.id for event in events(store.connection, person_id)):
        raise ResumeHeld(found)
    insert(store, change, person_id, touch.conversation_id, "sent", touch_id=touch.id)


def withdraw(store: Store, change: Change, touch_id: bytes) -> None:
    """It goes with this message no more, so the rule was not set aside."""
    for event in tables.select(store.connection, ResumeEvent, "touch_id = ?", (touch_id,)):
        store.delete(change, ResumeEvent, event.id)


def insert(
    store: Store,
    change: Change,
    person_id: bytes,
    conversation_id: bytes | None,
    kind: str,
    *,
    reason: str | None = None,
    touch_id: bytes | None = None,
) -> None:
    """One event, now."""
    event = ResumeEvent(
        id=clock.new_id(),
        created_at=change.at,
        person_id=person_id,
        conversation_id=conversation_id,
        kind=kind,
        at=clock.instant(clock.now()),
        reason=reason,
        touch_id=touch_id,
    )
    store.insert(change, event)
