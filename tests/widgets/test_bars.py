"""Bars and sparklines are as long as what they show, and their numbers stand beside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from coffeechat.widgets.bars import Bar, Bars, bar, bar_lines, sparkline
from screen_text import check_golden, played, screen_text

FACTORS = (
    Bar("Knows the work", 0.93, "+37"),
    Bar("Senior enough to hire [x]", 0.5, "+20"),
    Bar("Close to you", 0.012, "+1"),
    Bar("Personnel", 0, "0"),
)


class BarsApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Bars(FACTORS)


def test_half_is_half_as_long() -> None:
    assert bar(0.5, 10) == "█████     "


def test_eighths_of_a_cell_are_shown() -> None:
    assert bar(0.3, 5) == "█▌   "


def test_anything_above_nothing_shows_a_sliver() -> None:
    assert bar(0.0001, 10) == "▏         "
    assert bar(0, 10) == " " * 10


@given(st.floats(), st.integers(0, 60))
def test_a_bar_fills_its_width_whatever_the_number(share: float, width: int) -> None:
    assert cell_len(bar(share, width)) == width


def test_the_highest_value_of_a_sparkline_is_full() -> None:
    assert sparkline([0, 1, 2, 4, 8]) == "▁▂▃▅█"


def test_a_week_of_nothing_is_a_flat_line() -> None:
    assert sparkline([0, 0, 0]) == "▁▁▁"
    assert sparkline([]) == ""


@given(st.lists(st.floats(0, 1e300), max_size=30))
def test_a_sparkline_has_one_glyph_a_value(values: list[float]) -> None:
    assert len(sparkline(values)) == len(values)


@given(st.lists(st.builds(Bar, st.text(), st.floats(), st.text(max_size=9))), st.integers(0, 90))
def test_every_line_of_bars_is_equally_wide(bars: list[Bar], width: int) -> None:
    widths = {cell_len("".join(line)) for line in bar_lines(bars, width)}
    assert widths <= {max(width, 4)}


def test_bars_on_the_screen() -> None:
    async def scenario(pilot: Pilot[None]) -> str:
        return screen_text(pilot.app)

    check_golden("bars_60x6", played(BarsApp(), scenario, (60, 6)))


def test_other_bars_can_be_shown_later() -> None:
    async def scenario(pilot: Pilot[None]) -> str:
        pilot.app.query_one(Bars).bars = (Bar("Only this", 1, "100"),)
        await pilot.pause()
        return screen_text(pilot.app)

    assert played(BarsApp(), scenario, (30, 3)).splitlines()[0] == "Only this  ██████████████  100"
