"""Questions of one's own: written, copied out of a pack, retired when they have done their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.records import Question
from coffeechat.store import clock, notes, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store


def all_questions(connection: apsw.Connection) -> list[Question]:
    """All own questions, those in use first, in the order in which they were written."""
    return tables.select(connection, Question, "TRUE ORDER BY coalesce(retired, FALSE), id")


def get(connection: apsw.Connection, question_id: bytes) -> Question | None:
    return tables.get(connection, Question, question_id)


def add(store: Store, **cells: Value) -> Question:
    """A new question: `text`, and whatever else is known of it."""
    with store.change(f"add question “{short(cells['text'])}”") as change:
        question = Question(id=clock.new_id(), created_at=change.at, **cells)
        store.insert(change, question)
    return question


def edit(store: Store, question: Question, column: str, value: Value) -> None:
    """Change one field; the note is saved as a text in which two machines may write."""
    label = f"edit question “{short(question.text)}”"
    if column == "note":
        notes.edit(store, Question, question.id, "note", value or "", opened=question.note or "", label=label)
    else:
        with store.change(label):
            store.update(Question, question.id, **{column: value})


def retire(store: Store, question: Question) -> None:
    """Take a question out of use, or back into it."""
    verb = "take back" if question.retired else "retire"
    with store.change(f"{verb} question “{short(question.text)}”"):
        store.update(Question, question.id, retired=not question.retired)


def remove(store: Store, question: Question) -> None:
    with store.change(f"remove question “{short(question.text)}”") as change:
        store.delete(change, Question, question.id)


def short(text: str | None) -> str:
    """The beginning of a question, as undo names it."""
    text = text or ""
    return text if len(text) <= 40 else text[:39].rstrip() + "…"
