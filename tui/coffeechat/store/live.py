"""A talk while it goes on: answers as they are typed, quotes, what is off the record, what was asked and left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import apsw

from coffeechat.method.conversations import kind_of, route
from coffeechat.method.dates import moment
from coffeechat.records import Answer, Conversation, PlanItem
from coffeechat.store import clock, conversations, notes, plans, settings, tables
from coffeechat.store.capture import Change
from coffeechat.store.conversations import Talk
from coffeechat.store.plans import NewItem

if TYPE_CHECKING:
    from coffeechat.store.store import Store

GOING_ON = timedelta(hours=3)
"""So long after it began a talk that nobody ended is taken to go on."""

_LAST_WORDS = """
SELECT max(at) FROM (
    SELECT max(at) AS at FROM answer WHERE conversation_id = ?1 AND deleted_at IS NULL
    UNION ALL SELECT max(asked_at) FROM plan_item WHERE conversation_id = ?1 AND deleted_at IS NULL
    UNION ALL SELECT max(created_at) FROM promise WHERE conversation_id = ?1 AND deleted_at IS NULL
)"""


def going_on(connection: apsw.Connection, now: datetime) -> bytes | None:
    """The talk that is live: after a crash it is opened again at once. One forgotten long ago is not."""
    found = connection.execute(
        "SELECT id FROM conversation WHERE state = 'live' AND deleted_at IS NULL AND started_at BETWEEN ? AND ? "
        "ORDER BY started_at DESC LIMIT 1",
        (clock.instant(now - GOING_ON), clock.instant(now)),
    ).get
    return bytes(found) if found else None


def is_agreed_for_another_time(conversation: Conversation, now: datetime) -> bool:
    """Whether beginning it now would move it, by hours or by days."""
    agreed = moment(conversation.at)
    return conversation.state != "live" and agreed is not None and abs(now - agreed) >= GOING_ON


def begin(store: Store, conversation_id: bytes) -> None:
    """Make a talk live, if it is not yet; one that had no time, or that begins hours before or after it, was moved to
    now. Raises what forbids it."""
    conversation = conversations.known(store, conversation_id).conversation
    if conversation.state == "live":
        return
    now = clock.now()
    is_now = bool(route(conversation.state, "live")) and not is_agreed_for_another_time(conversation, now)
    if not is_now and route(conversation.state, "scheduled"):
        conversations.schedule(store, conversation_id, now)
    conversations.set_state(store, conversation_id, "live")


def end(store: Store, conversation_id: bytes) -> None:
    """It is over: now, or for one that was forgotten when its last words were written."""
    conversation = conversations.known(store, conversation_id).conversation
    now = clock.now()
    started = moment(conversation.started_at) or now
    last = moment(store.connection.execute(_LAST_WORDS, (conversation_id,)).get)
    was_forgotten = now - (last or started) > GOING_ON
    agreed = started + timedelta(minutes=minutes_of(conversation))
    conversations.set_state(store, conversation_id, "ended", at=max(last or started, agreed) if was_forgotten else now)


def minutes_of(conversation: Conversation) -> int:
    """How long it was agreed to be."""
    return conversation.minutes or kind_of(conversation.kind).minutes


def write_answer(store: Store, talk: Talk, item: PlanItem, text: str, *, opened: str) -> None:
    """Save the answer to a question as it is typed; its first words say that it was asked, and when."""
    answer = answer_to(store.connection, item)
    if answer:
        notes.edit(store, Answer, answer.id, "text", text, opened=opened, label=f"answer of {talk.name}")
    elif text:
        with store.change(f"answer of {talk.name}") as change:
            store.insert(change, _answer(change, talk, item, text=text))
            if not item.asked_at:
                store.update(PlanItem, item.id, asked_at=change.at, skipped=None)


def write_notes(store: Store, talk: Talk, text: str, *, opened: str) -> None:
    """Save what was noted beside the questions."""
    label = f"notes on the talk with {talk.name}"
    notes.edit(store, Conversation, talk.conversation.id, "notes", text, opened=opened, label=label)


def answer_to(connection: apsw.Connection, item: PlanItem) -> Answer | None:
    """What was said to a question, quotes apart."""
    where = "conversation_id = ? AND plan_item_id = ? AND verbatim IS NOT 1 ORDER BY id LIMIT 1"
    return next(iter(tables.select(connection, Answer, where, (item.conversation_id, item.id))), None)


def quote(store: Store, talk: Talk, item: PlanItem | None, text: str) -> None:
    """Their very words."""
    with store.change(f"quote of {talk.name}") as change:
        store.insert(change, _answer(change, talk, item, text=text, verbatim=True))


def say_off_record(store: Store, talk: Talk, text: str) -> None:
    """Something that stays between the two, said beside the questions."""
    with store.change(f"{talk.name}, off the record") as change:
        store.insert(change, _answer(change, talk, None, text=text, off_record=True))


def mark_off_record(store: Store, talk: Talk, item: PlanItem, is_off: bool) -> None:
    """That the answer to a question, also one still to be typed, stays between the two, or does not."""
    answer = answer_to(store.connection, item)
    if answer is not None:
        mark_answer(store, talk, answer, is_off)
        return
    with store.change(_off_or_on(talk, is_off)) as change:
        store.insert(change, _answer(change, talk, item, off_record=is_off))


def mark_answer(store: Store, talk: Talk, answer: Answer, is_off: bool) -> None:
    """The same of an answer or a quote that is there."""
    with store.change(_off_or_on(talk, is_off)):
        store.update(Answer, answer.id, off_record=is_off)


def edit_answer(store: Store, talk: Talk, answer: Answer, text: str, *, opened: str) -> None:
    """Correct or complete what was noted, after the talk."""
    notes.edit(store, Answer, answer.id, "text", text, opened=opened, label=f"answer of {talk.name}")


def remove_answer(store: Store, talk: Talk, answer: Answer) -> None:
    with store.change(f"remove answer of {talk.name}") as change:
        store.delete(change, Answer, answer.id)


def mark_asked(store: Store, item: PlanItem) -> None:
    """It was asked, whether or not anything was noted."""
    with store.change(f"asked “{item.text}”") as change:
        store.update(PlanItem, item.id, asked_at=item.asked_at or change.at, skipped=None)


def mark_skipped(store: Store, items: Iterable[PlanItem]) -> None:
    """They were left out on purpose."""
    chosen = list(items)
    with store.change(f"leave out “{chosen[0].text}”" if len(chosen) == 1 else f"leave out {len(chosen)} questions"):
        for item in chosen:
            store.update(PlanItem, item.id, skipped=True)


def extend(store: Store, talk: Talk, minutes: int) -> None:
    """They had more time: so much longer is agreed now."""
    conversation = talk.conversation
    with store.change(f"{minutes} more minutes with {talk.name}"):
        store.update(Conversation, conversation.id, minutes=minutes_of(conversation) + minutes)


def flip(store: Store, talk: Talk, questions: Sequence[NewItem]) -> None:
    """The host turned it into a job interview: what was not asked yet steps back, and `questions` come up.

    Raises Refused.
    """
    conversations.flip(store, talk.conversation.id)
    still_open = [item for item in talk.items if not item.asked_at and not item.skipped]
    if still_open:
        mark_skipped(store, still_open)
    plans.add(store, talk.conversation.id, questions, f"questions for the job interview with {talk.name}")


def last_action(connection: apsw.Connection) -> int:
    """The number of the newest entry that undo knows; what is done after has a higher one."""
    return int(connection.execute("SELECT max(n) FROM action").get or 0)


def unfinished(connection: apsw.Connection, conversation_id: bytes) -> dict[str, str]:
    """What is being typed in one line beside the answers, by what it will be; of this copy of the file only."""
    found: dict[str, str] = json.loads(settings.local(connection, _unfinished_name(conversation_id)) or "{}")
    return found


def keep_unfinished(store: Store, conversation_id: bytes, lines: dict[str, str]) -> None:
    """Remember it, so that it is there again whatever happens."""
    settings.put_local(store, _unfinished_name(conversation_id), json.dumps(lines) if lines else None)


def write_debrief(store: Store, talk: Talk, column: str, text: str, *, opened: str) -> None:
    """Save what is written to a prompt."""
    label = f"debrief of the talk with {talk.name}"
    notes.edit(store, Conversation, talk.conversation.id, column, text, opened=opened, label=label)


def _off_or_on(talk: Talk, is_off: bool) -> str:
    return f"answer of {talk.name} {'off' if is_off else 'on'} the record"


def _unfinished_name(conversation_id: bytes) -> str:
    return f"unfinished {conversation_id.hex()}"


def _answer(
    change: Change,
    talk: Talk,
    item: PlanItem | None,
    *,
    text: str | None = None,
    verbatim: bool | None = None,
    off_record: bool | None = None,
) -> Answer:
    conversation = talk.conversation
    now = clock.now()
    started = moment(conversation.started_at)
    return Answer(
        id=clock.new_id(),
        created_at=change.at,
        conversation_id=conversation.id,
        person_id=talk.host.id if talk.host else None,
        plan_item_id=item.id if item else None,
        topic=item.topic if item else None,
        text=text,
        verbatim=verbatim,
        off_record=off_record,
        second=max(0, int((now - started).total_seconds())) if started else None,
        at=clock.instant(now),
    )
