"""The user's own choices for the rules of the method; they travel with the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from coffeechat.method.cadence import Today
from coffeechat.method.rules import Rule, Rules, Value, as_text, parse, rules_of
from coffeechat.records import Setting
from coffeechat.store import calendars, clock, settings, tables

if TYPE_CHECKING:
    from coffeechat.store.store import Store


def load(connection: apsw.Connection) -> Rules:
    """All rules with the values that hold."""
    stored = tables.select(connection, Setting)
    return rules_of({setting.name: setting.value for setting in stored if setting.name})


def today(connection: apsw.Connection) -> Today:
    """The moment it is, by the user's rules and calendar."""
    now, settings = clock.now(), load(connection)
    return Today(now, settings, calendars.calendar(settings, now))


def checked(connection: apsw.Connection, rule: Rule, text: str) -> Value:
    """What `text` means for a rule. Raises NotAValue, NoSuchCountry, NoSuchRegion."""
    value = parse(rule, text)
    if rule.kind == "country":
        calendars.check(str(value))
    elif rule.kind == "region":
        calendars.check(load(connection).holidays, str(value))
    return value


def put(store: Store, rule: Rule, text: str) -> None:
    """Choose a value, as it is typed; the default again if `text` is empty. Raises what `checked` raises.

    Another country takes the old one's region with it.
    """
    value = as_text(checked(store.connection, rule, text)) if text.strip() else None
    with store.change(f"set “{rule.title}”") as change:
        settings.put(store, change, rule.id, value)
        if rule.kind == "country":
            settings.put(store, change, "holidays_region", None)
