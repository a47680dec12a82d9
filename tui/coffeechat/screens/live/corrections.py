"""Forms to correct and complete what was captured in a talk, after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coffeechat.method.dates import NotATime, read_day
from coffeechat.records import Answer, Introduction, PlanItem, Promise
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.live.captures import today
from coffeechat.store import introductions, live, people, promises
from coffeechat.store.conversations import Talk
from coffeechat.store.promises import NoSuchState
from coffeechat.widgets.form import Field

if TYPE_CHECKING:
    from coffeechat.store.tables import Value

_YES = ("yes", "y", "ja", "true", "1")


class AnswerForm(FormDialog):
    """What they said; of a question whose answer was not noted in the talk it is written now."""

    EXPLANATION = "Complete what you noted while you remember it. Off the record: yes, and it is never passed on."

    def __init__(self, talk: Talk, item: PlanItem | None, answer: Answer | None) -> None:
        super().__init__()
        self._talk = talk
        self._item = item
        self._answer = answer
        self._saved = (answer and answer.text) or ""

    def title_text(self) -> str:
        return (self._item and self._item.text) or f"What {self._talk.name} said"

    def fields(self) -> list[Field]:
        return [
            Field("text", "They said", self._saved, "what you remember", lines=6),
            Field(
                "off_record", "Off the record", "yes" if self._answer and self._answer.off_record else "", "yes or no"
            ),
        ]

    def store_field(self, name: str, value: str) -> None:
        if name == "off_record":
            self._mark(value.casefold() in _YES)
        elif self._answer is not None:
            live.edit_answer(self.store, self._talk, self._answer, value, opened=self._saved)
            self._saved = value
        elif self._item is not None:
            live.write_answer(self.store, self._talk, self._item, value, opened=self._saved)
            self._saved = value

    def _mark(self, is_off: bool) -> None:
        if self._answer is not None:
            live.mark_answer(self.store, self._talk, self._answer, is_off)
        elif self._item is not None:
            live.mark_off_record(self.store, self._talk, self._item, is_off)


class PromiseForm(FormDialog):
    """What was promised, and until when."""

    EXPLANATION = (
        "A promise of yours is due until it is kept; theirs is asked for once, kindly. "
        "Promise nothing you will not do (Rice)."
    )

    def __init__(self, promise: Promise) -> None:
        super().__init__()
        self._promise = promise

    def title_text(self) -> str:
        return "What you promised" if self._promise.by == promises.ME else "What they promised"

    def fields(self) -> list[Field]:
        state = self._promise.state or "open"
        return [
            Field("text", "Promise", self._promise.text or "", "send the map"),
            Field("due", "Until", self._promise.due or "", "fri, +3d, 12 mar"),
            Field("state", "State", state, "open, done, released or broken"),
        ]

    def store_field(self, name: str, value: str) -> None:
        try:
            if name == "state":
                promises.settle(self.store, self._promise, value.casefold())
            else:
                promises.edit(self.store, self._promise, **{name: _due(value) if name == "due" else value or None})
        except (NotATime, NoSuchState) as error:  # the old value stays until another is typed
            self.coffeechat.tell(str(error), is_error=True)


class NameForm(FormDialog):
    """Somebody they named, and what they said about an introduction."""

    EXPLANATION = "Ask whether you may use their name, and whether they would call ahead (Bolles, CSUN)."

    def __init__(self, introduction: Introduction) -> None:
        super().__init__()
        self._introduction = introduction

    def title_text(self) -> str:
        return "Somebody they named"

    def fields(self) -> list[Field]:
        one = self._introduction
        return [
            Field("name", "Name", people.name_of(self.store.connection, one.person_id or b""), "as it is spelled"),
            Field("may_use_name", "Use their name", "yes" if one.may_use_name else "", "yes, if they said so"),
            Field("will_call_ahead", "Call ahead", "yes" if one.will_call_ahead else "", "yes, if they will"),
            Field("note", "Note", one.note or "", "what they said of them"),
        ]

    def store_field(self, name: str, value: str) -> None:
        known = introductions.get(self.store.connection, self._introduction.id)
        person = people.detail(self.store.connection, self._introduction.person_id or b"")
        if name == "name":
            if person and value:
                people.edit(self.store, person.person, display=value)
        elif known is not None:
            cell: Value = (value or None) if name == "note" else value.casefold() in _YES
            introductions.edit(self.store, known, **{name: cell})


def _due(text: str) -> str | None:
    """As it is stored. Raises NotATime."""
    return read_day(text, today()).isoformat() if text else None
