"""What is known to have happened with one person, and what in it counts as an ask, an answer, a contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from msgspec import Struct

from coffeechat.method.cadence import Calendar, Today, add_business_days, three_b_seven
from coffeechat.method.conversations import HELD, TO_COME, kind_of
from coffeechat.method.dates import day, moment
from coffeechat.records import Conversation, Introduction, Person, PersonTarget, Promise, Reminder, Touch

ASKS = ("ask", "second_contact")
UPDATES = ("update", "news", "gift")
STANDING = TO_COME | HELD | {"live"}
CAME_TO_NOTHING = frozenset({"cancelled", "no_show"})
"""States that only a talk with a time can have come to: whoever agreed on one has answered."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Facts(Struct, frozen=True, kw_only=True, dict=True):
    """Everything stored of one person that stages and the agenda follow from.

    `touches` are those that happened, oldest first, and `drafts` those that did not yet; `introductions` lead to
    this person, `introduced` come from them. `questions` counts the plan of each conversation.
    """

    person: Person
    name: str
    organisation_id: bytes | None = None
    organisation: str = ""
    touches: tuple[Touch, ...] = ()
    drafts: tuple[Touch, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    introduced: tuple[Introduction, ...] = ()
    promises: tuple[Promise, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    for_target: PersonTarget | None = None
    score: float | None = None  # for the chosen target, by the crystal lens
    researched_at: str | None = None  # the first source about them, or about where they work
    questions: Mapping[bytes, int] = {}

    @property
    def is_parked(self) -> bool:
        """Whether nothing is to happen now: parked for the target, or not to be contacted at all."""
        return bool(self.person.do_not_contact or (self.for_target and self.for_target.parked))

    @cached_property
    def arrived(self) -> tuple[Touch, ...]:
        """The messages and contacts that reached somebody, oldest first."""
        return tuple(touch for touch in self.touches if touch.state != "bounced" and touch.kind != "note")

    @cached_property
    def held(self) -> tuple[Conversation, ...]:
        """The talks that took place, oldest first."""
        return tuple(sorted((talk for talk in self.conversations if talk.state in HELD), key=ended))

    @cached_property
    def coming(self) -> tuple[Conversation, ...]:
        """The talks with a time that have not ended, the next one first."""
        coming = (talk for talk in self.conversations if talk.state in TO_COME or talk.state == "live")
        return tuple(sorted(coming, key=begins))

    @cached_property
    def last_contact(self) -> datetime | None:
        """The last time there was contact, whoever made it."""
        return max((*map(at, self.arrived), *map(ended, self.held)), default=None)


class Ask(Struct, frozen=True, kw_only=True):
    """The last time somebody was asked, and what follows from it."""

    touch_id: bytes
    sent: datetime
    follow_ups: tuple[Touch, ...]
    answers: tuple[Touch, ...]
    is_settled: bool  # answered, or a time was agreed on
    second_person: date
    follow_up: date
    given_up: date  # from then on it counts as unanswered

    @property
    def answered(self) -> datetime | None:
        return at(self.answers[0]) if self.answers else None


def at(touch: Touch) -> datetime:
    """When it was."""
    return moment(touch.at) or LONG_AGO


def is_answer(touch: Touch) -> bool:
    """Whether a person wrote it, and not their machine."""
    return touch.direction == "in" and touch.reply_kind != "out_of_office"


def last_ask(facts: Facts, today: Today) -> Ask | None:
    """The last ask that arrived. Imported messages count as answers, but not as asks."""
    _, rules, calendar = today
    touches = facts.arrived
    place = max((n for n, touch in enumerate(touches) if touch.direction == "out" and touch.kind in ASKS), default=None)
    if place is None:
        return None
    sent, after = at(touches[place]), touches[place + 1 :]
    answers = tuple(touch for touch in after if is_answer(touch))
    follow_ups = tuple(touch for touch in after if touch.kind == "follow_up" and touch.direction == "out")
    days = three_b_seven(_counted_from(sent, after, calendar), rules, calendar)
    last = max([days.follow_up, *(calendar.day(at(touch)) for touch in follow_ups)])
    is_closed = touches[place].state == "closed"
    return Ask(
        touch_id=touches[place].id,
        sent=sent,
        follow_ups=follow_ups,
        answers=answers,
        is_settled=bool(answers) or any(_agreed(talk, sent) for talk in facts.conversations),
        second_person=days.second_person,
        follow_up=days.follow_up,
        given_up=calendar.day(sent) if is_closed else add_business_days(last, rules.no_reply, calendar),
    )


def _counted_from(sent: datetime, after: tuple[Touch, ...], calendar: Calendar) -> datetime:
    """Whoever is out of office until a day begins to count on that day."""
    backs = (day(touch.wake_on) for touch in after if touch.reply_kind == "out_of_office")
    return max([sent, *(calendar.begins(back) for back in backs if back)])


def _agreed(talk: Conversation, sent: datetime) -> bool:
    """Whether a time was agreed on after an ask. One that came to nothing says nothing of an ask made since, though it
    was for a day after it."""
    if talk.state in STANDING:
        return begins(talk) >= sent
    had_a_time = talk.state in CAME_TO_NOTHING or talk.calendar_uid is not None
    return had_a_time and _thought_of(talk) > sent


def _thought_of(talk: Conversation) -> datetime:
    return moment(talk.created_at) or LONG_AGO


def begins(talk: Conversation) -> datetime:
    """When a talk is to begin, or began; one without a time, when it was thought of."""
    return moment(talk.at) or _thought_of(talk)


def ended(talk: Conversation) -> datetime:
    """When a talk that was held ended, or one that is to come will."""
    return moment(talk.ended_at) or begins(talk) + timedelta(minutes=talk.minutes or 0)


def thanked(facts: Facts, talk: Conversation) -> datetime | None:
    """When they were thanked for a talk: by thanks that name it, or that name none and came later."""
    for touch in facts.arrived:
        if touch.kind == "thanks" and touch.direction == "out":
            is_for_it = at(touch) >= ended(talk) if touch.conversation_id is None else touch.conversation_id == talk.id
            if is_for_it:
                return at(touch)
    return None


def updates(facts: Facts, thanks: datetime) -> Iterator[datetime]:
    """When they were told, or given, something after the thanks."""
    return (at(touch) for touch in facts.arrived if touch.kind in UPDATES and at(touch) >= thanks)


def is_thanks_due(facts: Facts, talk: Conversation) -> bool:
    """Whether thanks for a talk that took place are still owed."""
    return kind_of(talk.kind).thanks_due and thanked(facts, talk) is None
