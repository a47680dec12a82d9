"""Until when something is promised, off the end of a sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.due_dates import read_due

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("sentence", "text", "due"),
    [
        ("send the map by Friday", "send the map", date(2026, 3, 6)),
        ("send the map by fri.", "send the map", date(2026, 3, 6)),
        ("send the map on Monday", "send the map", MONDAY),
        ("ask Jonas next Tuesday", "ask Jonas", date(2026, 3, 10)),
        ("ask Jonas tomorrow", "ask Jonas", date(2026, 3, 3)),
        ("write to the port, by the day after tomorrow", "write to the port", date(2026, 3, 4)),
        ("introduce me by the end of the week", "introduce me", date(2026, 3, 6)),
        ("call back in 3 days", "call back", date(2026, 3, 5)),
        ("call back within two weeks", "call back", date(2026, 3, 16)),
        ("call back next week", "call back", date(2026, 3, 9)),
        ("read the report by 12 March", "read the report", date(2026, 3, 12)),
        ("read the report by March 12th", "read the report", date(2026, 3, 12)),
        ("read the report by 1 Feb", "read the report", date(2027, 2, 1)),
        ("read the report by 29 February", "read the report by 29 February", None),
        ("read the report 2026-04-01", "read the report", date(2026, 4, 1)),
        ("read the report by 2026-02-31", "read the report by 2026-02-31", None),
        ("read the report +10d", "read the report", date(2026, 3, 12)),
        ("read the report +2w", "read the report", date(2026, 3, 16)),
        ("den Plan schicken bis Freitag", "den Plan schicken", date(2026, 3, 6)),
        ("by Friday", "", date(2026, 3, 6)),
        ("send the map", "send the map", None),
        ("tell them about the Friday meeting", "tell them about the Friday meeting", None),
        ("call me maybe in May", "call me maybe in May", None),
        ("send 12 pages", "send 12 pages", None),
        ("introduce me to Tom", "introduce me to Tom", None),
        ("send it by Tom", "send it by Tom", None),
        ("show them what I do", "show them what I do", None),
        ("say so", "say so", None),
        ("", "", None),
    ],
)
def test_the_date_at_the_end_is_taken_off(sentence: str, text: str, due: date | None) -> None:
    assert read_due(sentence, MONDAY) == (text, due)


@given(st.text(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_sentence_breaks_it_and_no_word_is_invented(sentence: str, today: date) -> None:
    text, due = read_due(sentence, today)
    assert sentence.split()[: len(text.split())] == text.split() or due
    assert due is None or due >= date(1, 1, 1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]))
def test_a_weekday_is_the_next_one(today: date, weekday: str) -> None:
    due = read_due(f"send it by {weekday}", today).due
    assert due and f"{due:%a}" == weekday and timedelta(0) <= due - today < timedelta(7)
