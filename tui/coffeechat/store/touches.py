"""Messages and contacts with a person: drafts that become sent ones, answers that come in, what is only noted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import apsw
from msgspec.structs import replace

from coffeechat.errors import CoffeechatError
from coffeechat.method import stages
from coffeechat.method.touches import NOUNS, REPLIES, check_move
from coffeechat.records import Touch
from coffeechat.store import clock, introductions, notes, people, resume, rules, tables, targets
from coffeechat.store.capture import Change
from coffeechat.store.facts import facts_of
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store


class EmptyMessage(CoffeechatError):
    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This {NOUNS.get(kind, 'message')} says nothing yet, so it was not marked as sent. Write it first."
        )


class Gone(CoffeechatError):
    """Removed on another machine or in another window meanwhile."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This {what} is not there any more, so nothing was changed. u may bring it back.")


class Forbidden(CoffeechatError):
    """What the method does not let happen now; carries its sentence."""


def draft(store: Store, person_id: bytes, kind: str, *, subject: str = "", body: str = "", **cells: Value) -> Touch:
    """Begin a message, for the target that ranks now. `cells`: its conversation, introduction, channel."""
    with store.change(f"write {_to(store, kind, person_id)}") as change:
        touch = _new(store, change, person_id, kind, "out", state="draft", subject=subject, body=body, **cells)
        store.insert(change, touch)
    return touch


def get(connection: apsw.Connection, touch_id: bytes) -> Touch | None:
    return tables.get(connection, Touch, touch_id)


def draft_of(
    connection: apsw.Connection,
    person_id: bytes,
    kind: str,
    conversation_id: bytes | None = None,
    introduction_id: bytes | None = None,
) -> Touch | None:
    """The draft of this kind begun last, for a talk, for an introduction, or for neither."""
    where = (
        "person_id = ? AND kind = ? AND state = 'draft' AND conversation_id IS ? AND introduction_id IS ? "
        "ORDER BY id DESC LIMIT 1"
    )
    bindings = (person_id, kind, conversation_id, introduction_id)
    return next(iter(tables.select(connection, Touch, where, bindings)), None)


def edit(store: Store, touch: Touch, **cells: Value) -> None:
    """Change a draft's subject, kind or channel. Edits in a row are undone as one."""
    joined = f"{os.getpid()} {touch.id.hex()} {' '.join(sorted(cells))}"
    with store.change(f"edit {_to_whom(store, touch)}", joined=joined):
        store.update(Touch, touch.id, **cells)


def edit_body(store: Store, touch: Touch, text: str, *, opened: str) -> None:
    """Save what the message says now; `opened` is how it was when it was opened or last saved."""
    notes.edit(store, Touch, touch.id, "body", text, opened=opened, label=f"edit {_to_whom(store, touch)}")


def discard(store: Store, touch: Touch) -> None:
    """Throw a draft away."""
    with store.change(f"throw away {_to_whom(store, touch)}") as change:
        store.delete(change, Touch, touch.id)


def attach_resume(store: Store, touch: Touch, reason: str = "") -> None:
    """Attach the résumé. Raises ResumeHeld where the rule forbids it and no `reason` sets it aside."""
    verdict = resume.verdict(store.connection, touch.person_id or b"", touch.conversation_id)
    if not verdict.allowed and not reason.strip():
        raise resume.ResumeHeld(verdict)
    with store.change(f"attach the résumé to {_to_whom(store, touch)}") as change:
        store.update(Touch, touch.id, attachment="resume")
        if not verdict.allowed:
            resume.insert(
                store,
                change,
                touch.person_id or b"",
                touch.conversation_id,
                "offered_by_me",
                reason=reason.strip(),
                touch_id=touch.id,
            )


def detach(store: Store, touch: Touch) -> None:
    """Take the attachment off; a reason given for it is no longer needed."""
    with store.change(f"take the attachment off {_to_whom(store, touch)}") as change:
        store.update(Touch, touch.id, attachment=None)
        resume.withdraw(store, change, touch.id)


def send(store: Store, touch_id: bytes, channel: str | None = None) -> None:
    """Mark a draft as sent now. Raises WrongState, EmptyMessage, Forbidden, ResumeHeld."""
    touch = _existing(store, touch_id)
    check_move(touch.kind, touch.state, "sent")
    if not (touch.body or "").strip():
        raise EmptyMessage(touch.kind or "")
    if why_not := refusal(store.connection, touch.person_id or b"", touch.kind or ""):
        raise Forbidden(why_not)
    with store.change(f"mark {_to_whom(store, touch)} as sent") as change:
        cells: dict[str, Value] = {"channel": channel} if channel else {}
        store.update(Touch, touch_id, state="sent", at=clock.instant(clock.now()), **cells)
        if touch.attachment == "resume":
            resume.sent(store, change, touch)
        if touch.kind == "intro_ask" and touch.introduction_id:
            introductions.asked_in(store, touch.introduction_id, change.at)


def refusal(connection: apsw.Connection, person_id: bytes, kind: str) -> str | None:
    """Why no message of this kind may go to somebody now, as a sentence; None if it may."""
    facts = facts_of(connection, person_id)
    if facts is None:
        raise Gone("person")
    return stages.refusal(kind, facts, *rules.today(connection))


def bounce(store: Store, touch_id: bytes) -> Touch:
    """It came back, so nobody got it; its words are a draft again, which is returned."""
    touch = _existing(store, touch_id)
    check_move(touch.kind, touch.state, "bounced")
    with store.change(f"{_to_whom(store, touch)} came back") as change:
        store.update(Touch, touch_id, state="bounced")
        again = replace(touch, id=clock.new_id(), created_at=change.at, state="draft", at=None, attachment=None)
        store.insert(change, again)
    return again


def close(store: Store, touch_id: bytes) -> None:
    """Expect no answer any more."""
    touch = _existing(store, touch_id)
    check_move(touch.kind, touch.state, "closed")
    with store.change(f"expect nothing more from {_to_whom(store, touch)}"):
        store.update(Touch, touch_id, state="closed")


def reply(
    store: Store,
    person_id: bytes,
    kind: str,
    *,
    text: str = "",
    wake_on: str | None = None,
    names: Sequence[str] = (),
) -> Touch:
    """They answered, now: `yes`, `later` or `out_of_office` (with the ISO date, if they said until when), `no`, or
    `refers` with the `names` they gave, each of which becomes a person and an introduction."""
    with store.change(f"log the answer “{REPLIES[kind]}” of {people.name_of(store.connection, person_id)}") as change:
        told: dict[str, Value] = {"reply_kind": kind, "body": text, "wake_on": wake_on, "at": change.at}
        answer = _new(store, change, person_id, "reply", "in", state="sent", **told)
        store.insert(change, answer)
        for name in names:
            introductions.name_in(store, change, person_id, name)
    return answer


def note(store: Store, person_id: bytes, text: str, *, kind: str = "note", direction: str = "out") -> Touch:
    """Write down a contact, or a thought about somebody, as of now."""
    with store.change(f"note on {people.name_of(store.connection, person_id)}") as change:
        noted = _new(store, change, person_id, kind, direction, state="sent", body=text, at=change.at)
        store.insert(change, noted)
    return noted


def last(connection: apsw.Connection, person_id: bytes) -> Touch | None:
    """The message sent last that still waits for an answer, or for its return."""
    where = (
        "person_id = ? AND direction = 'out' AND at IS NOT NULL AND coalesce(state, 'sent') = 'sent' "
        "AND kind NOT IN ('message', 'note') ORDER BY at DESC, id DESC LIMIT 1"
    )
    return next(iter(tables.select(connection, Touch, where, (person_id,))), None)


def _new(store: Store, change: Change, person_id: bytes, kind: str, direction: str, **cells: Value) -> Touch:
    target = targets.chosen(store.connection)
    told = {name: value for name, value in cells.items() if value != ""}
    return Touch(
        id=clock.new_id(),
        created_at=change.at,
        person_id=person_id,
        kind=kind,
        direction=direction,
        target_id=target.id if target else None,
        **told,
    )


def _existing(store: Store, touch_id: bytes) -> Touch:
    touch = get(store.connection, touch_id)
    if touch is None:
        raise Gone("message")
    return touch


def _to_whom(store: Store, touch: Touch) -> str:
    return _to(store, touch.kind or "message", touch.person_id or b"")


def _to(store: Store, kind: str, person_id: bytes) -> str:
    return f"the {NOUNS.get(kind, kind)} to {people.name_of(store.connection, person_id)}"
