"""The words of dates and times, from `words.toml`, each with what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct


class _Language(Struct, frozen=True):
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    yesterday: tuple[str, ...]
    today: tuple[str, ...]
    tomorrow: tuple[str, ...]
    after_tomorrow: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    ahead: tuple[str, ...]
    days: tuple[str, ...]
    weeks: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    noon: tuple[str, ...]
    now: tuple[str, ...]
    silent: tuple[str, ...]


_LANGUAGES: Final = msgspec.toml.decode(
    Path(__file__).with_name("words.toml").read_bytes(), type=dict[str, _Language]
).values()


def _numbered(name: str) -> Mapping[str, int]:
    """Each word of a list of lists with the place of its list, from 0."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for place, words in enumerate(getattr(language, name)):
            for word in words.split():
                found.setdefault(word, place)
    return found


def _all(name: str) -> frozenset[str]:
    return frozenset(word for language in _LANGUAGES for word in getattr(language, name))


WEEKDAYS: Final = _numbered("weekdays")
MONTHS: Final = {word: place + 1 for word, place in _numbered("months").items()}
DAYS_FROM_TODAY: Final = {
    word: days
    for days, name in ((-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "after_tomorrow"))
    for word in _all(name)
}
THIS: Final = _all("this")
NEXT: Final = _all("next")
AHEAD: Final = _all("ahead")
DAYS: Final = dict.fromkeys(_all("days"), 1) | dict.fromkeys(_all("weeks"), 7)
MINUTES: Final = dict.fromkeys(_all("minutes"), 1) | dict.fromkeys(_all("hours"), 60)
NOON: Final = _all("noon")
NOW: Final = _all("now")
SILENT: Final = _all("silent")
