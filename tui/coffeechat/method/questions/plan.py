"""A whole plan of questions: does it fit the time, does it build up, does it end well. Rules P1 to P8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Final

from msgspec import Struct

from coffeechat.method.questions.alike import content_words, jaccard, share_within
from coffeechat.method.questions.asked import asked
from coffeechat.method.questions.context import UNPLANNED, Answered, Context, PlanContext, Planned
from coffeechat.method.questions.language import HERE, known, rows
from coffeechat.method.questions.review import Finding, Review, finding, review
from coffeechat.method.questions.rules import LIMITS

CONTACTS: Final = "contacts"


class Topic(Struct, frozen=True):
    """A place in the arc of a talk. `is_late`: it asks them for help, and comes when they know one."""

    key: str
    title: str
    is_late: bool


@cache
def topics() -> dict[str, Topic]:
    """The topics of the arc, in its order."""
    return {row[0]: Topic(row[0], row[1], len(row) > 2) for row in rows(HERE / "arc.tsv")}


def reviews(items: Sequence[Planned], context: PlanContext) -> list[Review]:
    """Each question of a plan by itself, at its place."""
    return [review(item.text, _of_item(item, context, (place + 0.5) / len(items))) for place, item in enumerate(items)]


def _of_item(item: Planned, context: PlanContext, part: float) -> Context:
    return Context(
        kind=context.kind, has_source=item.has_source, notes=context.notes, part=part, language=context.language
    )


def minutes_of(item: Planned, language: str = "en") -> float:
    """How long the answer takes: as the item says, or by how deep the question goes."""
    if item.minutes is not None:
        return item.minutes
    if is_referral(item, language):
        return LIMITS.minutes_referral
    told = review(item.text, Context(has_source=item.has_source, language=language)).breakdown
    if told.open == 0:
        return LIMITS.minutes_short
    return LIMITS.minutes_deep if told.informed == told.penetrating == 2 else LIMITS.minutes_open


def needed_minutes(items: Sequence[Planned], language: str = "en") -> float:
    """What these questions take, with the start and the end."""
    return LIMITS.minutes_kept + sum(minutes_of(item, language) for item in items)


def is_referral(item: Planned, language: str = "en") -> bool:
    """Whether it asks who else to talk to."""
    return item.topic == CONTACTS or "referral" in asked(item.text, known(language)).found


def arc_order(items: Sequence[Planned], language: str = "en") -> list[int]:
    """The places of the items in the order of the arc; those of one topic, or of none of it, keep theirs."""
    return sorted(range(len(items)), key=lambda place: _arc_place(items[place], language))


def _arc_place(item: Planned, language: str) -> int:
    if is_referral(item, language):
        return len(topics())
    arc = list(topics())
    return arc.index(item.topic) if item.topic in topics() else arc.index("insights")


def review_plan(items: Sequence[Planned], context: PlanContext = UNPLANNED) -> list[Finding]:
    """What is wrong with a plan as a whole; each finding says which of its questions it is about."""
    if not items:
        return []
    found = (
        *_fits(items, context),
        *_builds_up(items, context),
        *_covers(items, context),
        *_alike(items, context),
        *_answered(items, context),
        *_right_person(items, context),
        *_ends_well(items, context),
        *_right_kind(items, context),
    )
    return list(found)


def _say(context: PlanContext, case: str, item: int, **words: str) -> Finding:
    return finding(case, words, "", known(context.language), item)


def _chosen(items: Sequence[Planned]) -> list[int]:
    """The places of what must be asked; without such marks of everything."""
    return [place for place, item in enumerate(items) if item.must] or list(range(len(items)))


def _fits(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P1, said of the first question that does not fit."""
    if context.minutes is None:
        return
    chosen = _chosen(items)
    needed = needed_minutes([items[place] for place in chosen], context.language)
    passed = LIMITS.minutes_kept
    for place in chosen if needed > context.minutes else ():
        passed += minutes_of(items[place], context.language)
        if passed > context.minutes:
            yield _say(context, "P1", place, needed=f"{needed:g}", minutes=f"{context.minutes:g}")
            return


def _builds_up(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P2: names last, help not first."""
    last = len(items) - 1
    for place, item in enumerate(items):
        if place < last and is_referral(item, context.language):
            yield _say(context, "P2 last", place)
    first = topics().get(items[0].topic or "")
    if last and first and first.is_late and not is_referral(items[0], context.language):
        yield _say(context, "P2 first", 0)


def _covers(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P3"""
    present = {item.topic for item in items}
    for topic in context.topics:
        if topic not in present:
            known_topic = topics().get(topic)
            yield _say(context, "P3", len(items) - 1, topic=known_topic.title if known_topic else topic)


def _alike(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P4, said of the later one."""
    words = [content_words(item.text, known(context.language)) for item in items]
    for one, other in combinations(range(len(items)), 2):
        if jaccard(words[one], words[other]) >= LIMITS.alike:
            yield _say(context, "P4", other, other=items[one].text)


def _answered(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P5"""
    known_well = [answer for answer in context.answered if answer.people >= LIMITS.known_by_people]
    for place, item in enumerate(items):
        answer = next((answer for answer in known_well if _is_answered(item, answer, known(context.language))), None)
        if answer:
            yield _say(context, "P5", place, people=str(answer.people), claim=answer.claim)


def _is_answered(item: Planned, answer: Answered, language: str) -> bool:
    """The same question, or one on the topic with the claim's words; not the probe that says the claim itself."""
    if answer.claim.casefold().rstrip(" .") in item.text.casefold():
        return False
    words = content_words(item.text, language)
    if answer.question and jaccard(words, content_words(answer.question, language)) >= LIMITS.alike:
        return True
    share = share_within(content_words(answer.claim, language), words)
    return answer.topic is not None and answer.topic == item.topic and share >= LIMITS.answered_share


def _right_person(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P6"""
    if context.level is None:
        return
    for place, item in enumerate(items):
        found = asked(item.text, known(context.language)).found
        if context.level >= LIMITS.too_high_for_detail and "detail" in found:
            yield _say(context, "P6 detail", place)
        if context.level <= LIMITS.too_low_for_strategy and "strategy" in found:
            yield _say(context, "P6 strategy", place)


def _ends_well(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P7: one question for names, and time for a follow-up."""
    last = len(items) - 1
    asking = [place for place, item in enumerate(items) if is_referral(item, context.language)]
    if not asking:
        yield _say(context, "P7 none", last)
    for place in asking[1:]:
        yield _say(context, "P7 several", place)
    if context.minutes is not None:
        needed = needed_minutes([items[place] for place in _chosen(items)], context.language)
        if 0 <= context.minutes - needed < LIMITS.minutes_short:
            yield _say(context, "P7 full", last)


def _right_kind(items: Sequence[Planned], context: PlanContext) -> Iterator[Finding]:
    """P8"""
    if context.kind == "job_interview":
        return
    for place, item in enumerate(items):
        told = asked(item.text, known(context.language))
        match = next(iter(told.found.get("P8", ())), None)
        if match:
            yield _say(context, "P8", place, found=told.reading.original(match.begin, match.end))
        elif item.kinds and context.kind not in item.kinds:
            yield _say(context, "P8", place, found=item.text)
