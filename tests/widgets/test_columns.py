"""Columns share the width there is, and the least important ones go when it is too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.widgets.columns import GAP, Column, lay_out

PEOPLE = (
    Column("name", "Name", 2.0, 12, priority=9),
    Column("title", "Title", 3.0, 10, priority=5),
    Column("score", "Score", 5, align="right", priority=8),
    Column("tags", "Tags", 1.0, 6),
)
COLUMNS = st.lists(
    st.builds(
        Column,
        st.uuids().map(str),
        st.text(max_size=8),
        st.one_of(st.integers(0, 30), st.floats(0.1, 9)),
        st.integers(1, 20),
        priority=st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


def names(width: int) -> list[str]:
    return [place.column.name for place in lay_out(PEOPLE, width)]


def test_all_columns_are_shown_where_there_is_room() -> None:
    assert names(80) == ["name", "title", "score", "tags"]


def test_the_column_with_the_lowest_priority_disappears_first() -> None:
    assert names(35) == ["name", "title", "score"]
    assert names(25) == ["name", "score"]
    assert names(10) == ["name"]


def test_of_equal_columns_the_rightmost_disappears_first() -> None:
    equal = (Column("a", "A", 5), Column("b", "B", 5), Column("c", "C", 5))
    assert [place.column.name for place in lay_out(equal, 14)] == ["a", "b"]


def test_shares_divide_what_the_fixed_widths_leave() -> None:
    columns = (Column("a", "A", 1.0, 0), Column("b", "B", 3.0, 0), Column("c", "C", 4))
    assert [place.width for place in lay_out(columns, 28)] == [5, 15, 4]


@given(COLUMNS, st.integers(0, 200))
def test_columns_never_overlap_and_never_leave_the_screen(columns: list[Column], room: int) -> None:
    end = -GAP
    for place in lay_out(columns, room):
        assert place.start == end + GAP
        end = place.start + place.width
    assert end <= room


@given(COLUMNS, st.integers(0, 200))
def test_a_column_with_a_share_leaves_no_cell_unused(columns: list[Column], room: int) -> None:
    placed = lay_out(columns, room)
    if any(place.column.share for place in placed):
        assert placed[-1].start + placed[-1].width == room
