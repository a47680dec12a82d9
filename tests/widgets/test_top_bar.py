"""The line on top: the views with their keys, the one at hand, and a note, on every width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from coffeechat.widgets.top_bar import Tab, TopBar
from screen_text import played, screen_text

TABS = (Tab("1", "people", "People"), Tab("2", "targets", "Targets"), Tab("3", "duplicates", "Duplicates"))


class BarApp(App[None]):
    def __init__(self, note: str = "", corner: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.note = note
        self.corner = corner
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        bar = TopBar(TABS, "targets")
        bar.note = self.note
        bar.corner = self.corner
        yield bar

    def on_top_bar_chosen(self, message: TopBar.Chosen) -> None:
        self.chosen.append(message.name)


def line(width: int, note: str = "for Urban planner", corner: tuple[str, ...] = ()) -> str:
    async def look(pilot: Pilot[None]) -> str:
        return screen_text(pilot.app).splitlines()[0]

    return played(BarApp(note, corner), look, (width, 5))


def test_a_wide_screen_has_room_for_everything() -> None:
    assert line(100).startswith(" coffeechat   1 People   2 Targets   3 Duplicates ")
    assert line(100).endswith(" for Urban planner")


def test_a_narrower_one_leaves_out_the_name_then_the_titles_of_the_other_views() -> None:
    assert line(80).startswith(" 1 People  2 Targets  3 Duplicates ") and line(80).endswith("for Urban planner")
    assert line(40) == " 1  2 Targets  3      for Urban planner"


def test_a_minor_view_stands_in_the_bar_only_while_it_is_shown() -> None:
    tabs = (Tab("1", "people", "People"), Tab("8", "imports", "Imports", is_minor=True))

    class MinorApp(App[None]):
        def compose(self) -> ComposeResult:
            yield TopBar(tabs, "people")
            yield TopBar(tabs, "imports")

    async def look(pilot: Pilot[None]) -> list[str]:
        return [bar.render().plain.strip() for bar in pilot.app.query(TopBar)]

    assert played(MinorApp(), look, (80, 5)) == ["1 People", "1 People  8 Imports"]


@pytest.mark.parametrize("width", [1, 10, 24, 40, 60, 99, 100])
@pytest.mark.parametrize("note", ["", "漢字" * 40, "[b]note\x1b[31m"])
def test_it_is_never_wider_than_the_screen(width: int, note: str) -> None:
    assert cell_len(line(width, note)) <= width and "\x1b" not in line(width, note)


CLICKS = [(100, 15, "people"), (80, 3, "people"), (80, 24, "duplicates"), (30, 16, "duplicates")]


@pytest.mark.parametrize(("width", "x", "name"), CLICKS)
def test_a_click_chooses_the_view_under_it(width: int, x: int, name: str) -> None:
    async def click(pilot: Pilot[None]) -> None:
        await pilot.click(TopBar, offset=(x, 0))

    app = BarApp()
    played(app, click, (width, 5))
    assert app.chosen == [name]


def test_how_sync_stands_is_said_in_as_many_words_as_have_room_and_never_cut() -> None:
    forms = ("⇅ synced 12 s ago", "⇅ 12 s ago", "⇅ ✓")
    assert line(100, "", forms).endswith(" ⇅ synced 12 s ago")
    assert line(50, "", forms).endswith(" ⇅ 12 s ago")
    assert line(43, "", forms).endswith(" ⇅ ✓")
