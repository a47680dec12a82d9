"""The settings as typed values, and the way from what is stored or typed to a value and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from coffeechat.errors import CoffeechatError
from coffeechat.method.rules.rule import Rule, Value, all_rules


class Rules(Struct, frozen=True, kw_only=True):
    """Every setting with the value that holds; `rules.toml` says what each means."""

    second_person: int
    follow_up: int
    noon_next_day: bool
    booster_days: int
    no_reply: int
    ask_again_months: int
    later_days: int
    message_words: int
    shortlist_score: int
    resume: str  # unless_asked · bring · offer
    talk_minutes: int
    confirm_hours: int
    prepare_days: int
    arrive_early: int
    referral_minutes: int
    names_to_ask: int
    thanks_hours: int
    update_days: int
    cadence_days: int
    cadence_max: int
    expiry_days: int
    saturated: int
    contested: int
    holidays: str  # a country's two letters; empty: weekends only
    holidays_region: str


class NotAValue(CoffeechatError):
    """Something that a setting cannot be."""

    def __init__(self, rule: Rule, text: str) -> None:
        super().__init__(f"“{text}” is no value for “{rule.title}”. It is {_wanted(rule)}.")


@cache
def defaults() -> Rules:
    """The settings as the article and its sources have them."""
    return rules_of({})


def rules_of(stored: Mapping[str, str | None]) -> Rules:
    """The settings as they are stored by id; what is missing, or is nothing this version knows, is the default."""
    return msgspec.convert({rule.id: _value(rule, stored.get(rule.id)) for rule in all_rules()}, Rules)


def parse(rule: Rule, text: str) -> Value:
    """The value that `text` means. Raises NotAValue."""
    text = text.strip()
    if rule.kind == "yes/no":
        return _one_of(rule, text, {"yes": True, "no": False})
    if rule.kind == "choice":
        return _one_of(rule, text, {word: key for key, name in rule.choices.items() for word in (key, name)})
    if not rule.is_number:
        return text.upper()
    if not (text.isascii() and text.isdigit() and len(text) < 9 and rule.least <= int(text) <= rule.most):
        raise NotAValue(rule, text)
    return int(text)


def next_value(rule: Rule, value: Value, by: int) -> Value | None:
    """One step up (1) or down (-1) from a value; None where there is none, and for names."""
    if isinstance(value, bool):
        return not value
    if rule.kind == "choice":
        names = list(rule.choices)
        return names[(names.index(str(value)) + by) % len(names)]
    if isinstance(value, int) and rule.least <= value + by <= rule.most:
        return value + by
    return None


def as_text(value: Value) -> str:
    """A value as it is stored, and as `parse` reads it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _value(rule: Rule, text: str | None) -> Value:
    try:
        return rule.default if text is None else parse(rule, text)
    except NotAValue:
        return rule.default


def _one_of(rule: Rule, text: str, values: Mapping[str, Value]) -> Value:
    if text not in values:
        raise NotAValue(rule, text)
    return values[text]


def _wanted(rule: Rule) -> str:
    if rule.kind == "yes/no":
        return "yes or no"
    if rule.kind == "choice":
        return "one of: " + ", ".join(rule.choices.values())
    return f"a whole number from {rule.least} to {rule.most} ({rule.kind})"
