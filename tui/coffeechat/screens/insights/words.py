"""A topic, a claim and what was said for it, in words."""

from __future__ import annotations

from collections import Counter

from coffeechat.store.topic_answers import Answered
from coffeechat.store.topics import Claim, Overview, Said, Topic

OFF_RECORD = "off the record"


def of_topic(topic: Topic) -> str:
    """How much was heard on a topic, and what follows."""
    talks = "1 talk" if topic.talks == 1 else f"{topic.talks} talks"
    people = "1 person" if len(topic.people) == 1 else f"{len(topic.people)} people"
    parts = [f"{people} spoke of it in {talks}."]
    if topic.unsorted:
        parts.append(f"{topic.unsorted} of their answers wait to be sorted: s.")
    elif topic.is_saturated:
        parts.append("The last talks brought no new claim: it is saturated. Ask about something else.")
    if topic.is_contested:
        parts.append("A claim is contested: p makes a probe of it for the next talk.")
    return " ".join(parts)


def of_claim(claim: Claim, overview: Overview) -> str:
    """Who says so and who does not, and which of them count once because they came through one person."""
    counted = claim.tally
    parts = [_sides(counted.supports, counted.contradicts)]
    sources = counted.sources_for + counted.sources_against
    if sources:
        read = "1 source" if sources == 1 else f"{sources} sources"
        parts.append(f"{read}: {counted.sources_for} for, {counted.sources_against} against.")
    together = Counter(overview.roots[one] for one in {said.person_id for said in claim.said} if one in overview.roots)
    for root, count in together.items():
        if count > 1:
            parts.append(f"{count} belong to one chain, from {overview.names[root]} on: they count once.")
    if claim.is_off_record:
        parts.append("All of it was told off the record.")
    return " ".join(parts)


def quoted(said: Said | Answered) -> str:
    """What was said; in quotation marks if it is word for word."""
    return f"“{said.text}”" if said.is_quote else said.text


def told(said: Said | Answered) -> str:
    return OFF_RECORD if said.is_off_record else "word for word" if said.is_quote else ""


def _sides(pro: int, contra: int) -> str:
    if not pro and not contra:
        return "Nobody has said yes or no to it."
    return f"{_say(pro).capitalize()} so, {_say(contra)} otherwise."


def _say(count: int) -> str:
    return f"{count or 'nobody'} {'say' if count > 1 else 'says'}"
