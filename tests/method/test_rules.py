"""The settings of the method: all with sources, read from what is stored and typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.rules import NotAValue, Rule, Rules, all_rules, as_text, defaults, parse, rule, rules_of


def test_every_setting_is_one_typed_value_with_a_source_and_a_name_that_fits_an_id() -> None:
    assert [one.id for one in all_rules()] == list(Rules.__struct_fields__)
    for one in all_rules():
        assert len(one.id.encode()) <= 16
        assert one.sources
        assert one.explanation.endswith(".")
        assert parse(one, as_text(one.default)) == one.default


def test_the_defaults_are_those_of_the_article_and_its_sources() -> None:
    rules = defaults()
    assert (rules.second_person, rules.follow_up, rules.noon_next_day) == (3, 7, False)
    assert (rules.message_words, rules.thanks_hours, rules.confirm_hours, rules.update_days) == (75, 24, 48, 14)
    assert rules.resume == "unless_asked"


def test_what_is_stored_wins_and_what_nobody_understands_is_the_default() -> None:
    rules = rules_of(
        {"follow_up": "9", "thanks_hours": "soon", "resume": "bring", "unheard_of": "1", "contested": None}
    )
    assert (rules.follow_up, rules.thanks_hours, rules.resume, rules.contested) == (9, 24, "bring", 2)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "follow_up",
            "soon",
            "“soon” is no value for “Follow up once”. It is a whole number from 1 to 60",
        ),
        ("follow_up", "0", "from 1 to 60"),
        ("noon_next_day", "maybe", "yes or no"),
        ("resume", "burn it", "not unless they ask"),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence(name: str, text: str, sentence: str) -> None:
    with pytest.raises(NotAValue, match=sentence):
        parse(rule(name), text)


@given(st.sampled_from(all_rules()), st.text(max_size=12) | st.integers().map(str))
def test_whatever_is_typed_is_a_value_that_can_be_stored_or_is_refused(one: Rule, text: str) -> None:
    try:
        value = parse(one, text)
    except NotAValue:
        return
    assert parse(one, as_text(value)) == value


def test_a_value_is_said_with_its_unit() -> None:
    assert rule("follow_up").said(7) == "7 business days"
    assert rule("follow_up").said(1) == "1 business day"
    assert rule("resume").said("bring") == "bring it, do not offer it"
    assert rule("noon_next_day").said(False) == "no"
    assert rule("holidays").said("") == "none"
    assert rule("saturated").said(1) == "1 people"
