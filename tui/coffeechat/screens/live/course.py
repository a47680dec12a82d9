"""Where in a talk one is: its steps as they stand in the file, the one in front, and the clock."""

from __future__ import annotations

from datetime import datetime

from coffeechat.method import arc
from coffeechat.method.arc import Step
from coffeechat.method.conversations import kind_of
from coffeechat.method.dates import moment
from coffeechat.method.timing import Timing, timing
from coffeechat.records import PlanItem
from coffeechat.screens.live import lines
from coffeechat.screens.live.head import Face
from coffeechat.store import live
from coffeechat.store.conversations import Talk

NOTES = b"notes"
REFERRAL = b"referral"
"""Under what the free notes are found, and the answer to a question that nobody planned; others by their question."""


class Course:
    """One talk, going on. `closing_minutes` before its end the question for further names comes forward."""

    def __init__(self, talk: Talk, closing_minutes: int) -> None:
        self.talk = talk
        self._closing_minutes = closing_minutes
        self.items = {item.id: item for item in talk.items}
        """All questions ever seen: an answer is kept though its question was taken out elsewhere."""
        self.steps = _steps(talk)
        self.place = arc.resumed_place(self.steps)

    def read(self, talk: Talk) -> None:
        """The talk as it stands in the file now; one stays where one is."""
        here = self.step
        self.talk, self.steps = talk, _steps(talk)
        self.items |= {item.id: item for item in talk.items}
        self.place = arc.same_place(self.steps, here, self.place)

    @property
    def step(self) -> Step:
        """What is in front."""
        return self.steps[self.place]

    @property
    def key(self) -> bytes:
        """Under what its text is found."""
        if self.step.item:
            return self.step.item.id
        return REFERRAL if self.step.is_referral else NOTES

    @property
    def open_questions(self) -> int:
        return sum(step.is_question and not step.is_done for step in self.steps)

    def timing(self, now: datetime) -> Timing:
        conversation = self.talk.conversation
        started = moment(conversation.started_at) or now
        return timing(started, live.minutes_of(conversation), now, self._closing_minutes)

    def next_place(self, now: datetime) -> int | None:
        return arc.next_place(self.steps, self.place, is_closing=self.timing(now).phase != "open")

    def referral(self) -> Step:
        return next(step for step in self.steps if step.is_referral)

    def stored(self, key: bytes) -> str | None:
        """The text of this key as it stands in the file."""
        if key == NOTES:
            return self.talk.conversation.notes
        found = (answer for answer in self.talk.answers if answer.plan_item_id == key and not answer.verbatim)
        return next((answer.text for answer in found), None)

    def is_off_record(self, item: PlanItem | None) -> bool:
        """Whether the answer to a question stays between the two."""
        answers = (answer for answer in self.talk.answers if item and answer.plan_item_id == item.id)
        return any(answer.off_record and not answer.verbatim for answer in answers)

    def face(self, now: datetime) -> Face:
        talk, questions = self.talk, [step for step in self.steps if step.is_question]
        quotes = sum(bool(answer.verbatim) for answer in talk.answers)
        return Face(
            talk.name,
            kind_of(talk.conversation.kind).title,
            self.timing(now),
            self.step.movement,
            sum(bool(step.item and step.item.asked_at) for step in questions),
            len(questions),
            lines.tally(len(talk.promises), len(talk.introductions), quotes),
        )


def _steps(talk: Talk) -> list[Step]:
    conversation = talk.conversation
    return arc.steps(conversation.kind, live.minutes_of(conversation), conversation.goal, talk.items)
