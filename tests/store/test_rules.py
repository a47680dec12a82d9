"""The user's own choices for the rules, and the holidays of a country."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coffeechat.method.rules import NotAValue, all_rules, defaults, rule
from coffeechat.store import calendars, rules
from coffeechat.store.calendars import NoSuchCountry, NoSuchRegion
from coffeechat.store.store import Store

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_a_choice_is_kept_and_undone_like_any_other_change(store: Store) -> None:
    assert rules.load(store.connection) == defaults()
    rules.put(store, rule("follow_up"), "9")
    assert rules.load(store.connection).follow_up == 9
    assert store.undo().label == "set “Follow up once”"
    assert rules.load(store.connection) == defaults()


def test_an_empty_choice_is_the_default_again(store: Store) -> None:
    rules.put(store, rule("thanks_hours"), "48")
    rules.put(store, rule("thanks_hours"), " ")
    assert rules.load(store.connection).thanks_hours == 24


def test_every_setting_can_be_stored(store: Store) -> None:
    for one in all_rules():
        typed = {"yes/no": "yes", "choice": "bring", "country": "de", "region": "by"}
        rules.put(store, one, typed.get(one.kind, str(one.most)))
    stored = rules.load(store.connection)
    assert (stored.follow_up, stored.names_to_ask) == (60, 10)
    assert (stored.noon_next_day, stored.resume, stored.holidays, stored.holidays_region) == (True, "bring", "DE", "BY")


def test_what_is_no_value_changes_nothing(store: Store) -> None:
    with pytest.raises(NotAValue):
        rules.put(store, rule("follow_up"), "soon")
    assert rules.load(store.connection) == defaults()


def test_a_country_brings_its_holidays_and_its_weekend(store: Store) -> None:
    rules.put(store, rule("holidays"), "us")
    calendar = calendars.calendar(rules.load(store.connection), NOW)
    assert not calendar.is_business_day(date(2026, 5, 25))
    rules.put(store, rule("holidays"), "EG")
    assert calendars.calendar(rules.load(store.connection), NOW).weekend == {4, 5}


def test_a_country_or_region_that_does_not_exist_is_refused_and_changes_nothing(store: Store) -> None:
    with pytest.raises(NoSuchCountry, match="two letters"):
        rules.put(store, rule("holidays"), "Atlantis")
    rules.put(store, rule("holidays"), "DE")
    with pytest.raises(NoSuchRegion, match="BW"):
        rules.put(store, rule("holidays_region"), "ZZ")
    assert rules.load(store.connection).holidays_region == ""


def test_a_region_left_over_from_another_country_is_dropped_with_it(store: Store) -> None:
    rules.put(store, rule("holidays"), "DE")
    rules.put(store, rule("holidays_region"), "BY")
    rules.put(store, rule("holidays"), "FR")
    assert rules.load(store.connection).holidays_region == ""
    assert not calendars.calendar(rules.load(store.connection), NOW).is_business_day(date(2026, 7, 14))


def test_nonsense_from_another_machine_leaves_weekends_only(store: Store) -> None:
    from coffeechat.store import settings

    with store.change("odd") as change:
        settings.put(store, change, "holidays", "ATLANTIS")
    assert calendars.calendar(rules.load(store.connection), NOW).holidays == frozenset()
