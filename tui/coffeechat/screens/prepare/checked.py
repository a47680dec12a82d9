"""A plan as it stands: each question with what the checker says of it, and what it says of the whole."""

from __future__ import annotations

from typing import cast

from msgspec import Struct

from coffeechat.method.questions import (
    Answered,
    Finding,
    Kind,
    PlanContext,
    Planned,
    Review,
    arc_order,
    minutes_of,
    needed_minutes,
    review_plan,
    reviews,
)
from coffeechat.records import PlanItem
from coffeechat.store import plans, ranks, research, topics
from coffeechat.store.conversations import Talk
from coffeechat.store.store import Store


class Reviewed(Struct, frozen=True):
    """One question of the plan. `of_plan` is what the plan's rules say of it."""

    item: PlanItem
    review: Review
    minutes: float
    of_plan: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.review.findings, *self.of_plan)


class Checked(Struct, frozen=True):
    """The plan of a talk. `needed` minutes for all of it, `needed_for_musts` for what must be asked."""

    items: tuple[Reviewed, ...] = ()
    minutes: int | None = None
    needed: float = 0.0
    needed_for_musts: float = 0.0
    in_arc: tuple[PlanItem, ...] = ()

    @property
    def of_plan(self) -> tuple[Finding, ...]:
        """What the plan's rules say, in the order of the rules."""
        found = (finding for one in self.items for finding in one.of_plan)
        return tuple(sorted(found, key=lambda finding: finding.rule))


def check(store: Store, talk: Talk) -> Checked:
    """Read what a plan's questions are judged by, and judge them."""
    items = plans.items(store.connection, talk.conversation.id)
    planned = [_planned(item) for item in items]
    context = _context(store, talk)
    found = review_plan(planned, context)
    judged = zip(items, planned, reviews(planned, context), strict=True)
    return Checked(
        items=tuple(
            Reviewed(item, review, minutes_of(one), tuple(finding for finding in found if finding.item == place))
            for place, (item, one, review) in enumerate(judged)
        ),
        minutes=talk.conversation.minutes,
        needed=needed_minutes(planned),
        needed_for_musts=needed_minutes([one for one in planned if one.must]),
        in_arc=tuple(items[place] for place in arc_order(planned)),
    )


def _planned(item: PlanItem) -> Planned:
    return Planned(
        text=item.text or "",
        topic=item.topic,
        phase=item.phase,
        minutes=item.minutes,
        must=bool(item.must),
        has_source=item.source_id is not None,
    )


def _context(store: Store, talk: Talk) -> PlanContext:
    connection = store.connection
    sources = research.about(connection, research.subject_of_talk(talk))
    reading = ranks.reading(connection, talk.host.id) if talk.host else None
    return PlanContext(
        kind=cast(Kind, talk.conversation.kind or "informational"),
        minutes=talk.conversation.minutes,
        level=reading.level if reading else None,
        notes=tuple(map(research.text_of, sources)),
        answered=tuple(_answered(claim) for claim in topics.all_claims(connection)),
    )


def _answered(claim: topics.Claim) -> Answered:
    return Answered(claim=claim.text, people=claim.tally.supports, topic=claim.insight.topic)
