"""Rows are read a page at a time, and only those that are looked at."""

from __future__ import annotations

from coffeechat.widgets.pages import PAGE_ROWS, MemoryRows, Pages
from widgets.sample_table import People, person, remembered


def test_a_row_is_read_with_its_whole_page_and_only_once() -> None:
    source = People(1_000)
    pages = Pages(source)
    assert [pages.row(index) for index in (300, 301, 300)] == [person(300), person(301), person(300)]
    assert source.asked == [(256, PAGE_ROWS)]


def test_there_is_no_row_before_the_first_or_behind_the_last() -> None:
    pages = Pages(People(10))
    assert pages.row(-1) is None
    assert pages.row(10) is None


def test_a_row_that_is_gone_since_the_count_is_no_row() -> None:
    source = People(200)
    pages = Pages(source)
    source.total = 150
    assert pages.row(160) is None


def test_few_pages_are_kept_however_many_are_seen() -> None:
    source = People(100_000)
    pages = Pages(source)
    for index in range(0, 100_000, PAGE_ROWS):
        pages.row(index)
    asked = len(source.asked)
    pages.row(99_999)
    assert len(source.asked) == asked
    pages.row(0)
    assert len(source.asked) == asked + 1


def test_forgetting_reads_count_and_rows_again() -> None:
    source = People(5)
    pages = Pages(source)
    pages.row(0)
    source.total = 7
    pages.forget()
    assert pages.count == 7
    assert pages.row(6) == person(6)


def test_the_keys_of_a_long_stretch_are_read_page_by_page() -> None:
    source = People(1_000)
    keys = Pages(source).keys_between(10, 400)
    assert keys == [str(number) for number in range(10, 401)]
    assert max(limit for _, limit in source.asked) == PAGE_ROWS


def test_only_a_source_that_can_locate_a_row_is_asked_where_it_is() -> None:
    assert Pages(remembered(9)).position("7") == 7
    assert Pages(remembered(9)).position("nobody") is None
    assert Pages(People(9)).position("7") is None


def test_rows_in_memory_are_a_source() -> None:
    rows = MemoryRows([person(1), person(2)])
    assert rows.count() == 2
    assert list(rows.page(1, 10)) == [person(2)]
