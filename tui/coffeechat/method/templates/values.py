"""What is known of a person and of what has been, as the words that fill a template's slots."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from msgspec import Struct

from coffeechat.method.dates import city, clock_time, moment
from coffeechat.method.names import split_display
from coffeechat.method.rules import Rules
from coffeechat.method.templates.filling import fill
from coffeechat.method.templates.template import texts


class Known(Struct, frozen=True, kw_only=True):
    """Facts for one message; empty where nothing is known."""

    name: str
    given: str = ""
    organisation: str = ""
    title: str = ""
    me: str = ""
    i_am: str = ""
    phone: str = ""
    function: str = ""
    """The kind of work wanted, as titles are read."""
    introducer: str = ""
    source: tuple[str, str] | None = None
    """What of theirs was read: its kind and its title."""
    thread: str = ""
    asked_at: str | None = None
    talk_at: str | None = None
    talk_minutes: int | None = None
    talk_zone: str = ""
    talk_place: str = ""
    insight: str = ""
    promise: str = ""
    whom: str = ""
    met: str = ""


def values(known: Known, rules: Rules, *, language: str, formality: str, zone: tzinfo) -> dict[str, str]:
    """The slots that can be filled, in the words of a language; times by the clock of `zone`."""
    words = texts(language)
    talk, asked = moment(known.talk_at), moment(known.asked_at)
    found = {
        "name": known.name,
        "given": known.given or split_display(known.name)[0] or known.name,
        "organisation": known.organisation,
        "title": known.title,
        "me": known.me,
        "i_am": known.i_am,
        "phone": known.phone,
        "field": words["fields"].get(known.function, known.function),
        "minutes": str(known.talk_minutes or rules.talk_minutes),
        "introducer": known.introducer,
        "source": _source(known.source, words["sources"][formality]),
        "earlier": known.thread,
        "asked_on": _day(asked.astimezone(zone), words) if asked else "",
        "day": _day(talk.astimezone(zone), words) if talk else "",
        "time": clock_time(talk, zone) if talk else "",
        "zone": _zone_name(known.talk_zone, words),
        "place": known.talk_place,
        "insight": _sentence(known.insight),
        "promise": known.promise.strip().rstrip("."),
        "whom": known.whom,
        "met": known.met,
        "closing": words["closing"][formality],
    }
    found = {name: value for name, value in found.items() if value}
    return found | {"greeting": fill(words["greeting"][formality], found)}


def _source(source: tuple[str, str] | None, named: dict[str, str]) -> str:
    """As a message names it; nothing for a kind that is not theirs, such as a job description."""
    if source is None or source[0] not in named:
        return ""
    return named[source[0]].format(title=source[1])


def _day(moment: datetime, words: dict[str, Any]) -> str:
    dates = words["dates"]
    return str(
        dates["day"].format(
            weekday=dates["weekdays"][moment.weekday()], day=moment.day, month=dates["months"][moment.month - 1]
        )
    )


def _zone_name(name: str, words: dict[str, Any]) -> str:
    """As people say it: "Berlin time" for Europe/Berlin."""
    return str(words["dates"]["zone"].format(city=city(name))) if name else ""


def _sentence(text: str) -> str:
    """With a mark at its end, so that another sentence may follow."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
