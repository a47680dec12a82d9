"""The list everywhere: what it shows, where its cursor goes, what is marked, and what it reads for that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from coffeechat.widgets.columns import lay_out
from coffeechat.widgets.pages import MemoryRows, PageSource, TableRow
from coffeechat.widgets.table_lines import MARGIN
from coffeechat.widgets.track import THUMB
from coffeechat.widgets.virtual_table import VirtualTable
from screen_text import check_golden, played, screen_text
from widgets.sample_table import COLUMNS, People, TableApp, person, remembered

NASTY = (
    "[x]",
    "[/b]",
    "\x1b[31mred",
    "שלום 12",
    "👩\u200d💻 ❤\ufe0f",
    "日本語の名前です",
    "a\nb",
    "\u202eevil",
)


def table_after(*keys: str, source: PageSource | None = None) -> tuple[VirtualTable, TableApp]:
    app = TableApp(source or People(300))

    async def scenario(pilot: Pilot[None]) -> VirtualTable:
        await pilot.press(*keys)
        return app.table

    return played(app, scenario), app


def cursor_after(*keys: str) -> int:
    return table_after(*keys)[0].cursor_row


def seen(
    app: TableApp, scenario: Callable[[Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> list[str]:
    async def look(pilot: Pilot[None]) -> list[str]:
        await scenario(pilot)
        await pilot.pause()
        return screen_text(pilot.app).splitlines()

    return played(app, look, size)


async def nothing(pilot: Pilot[None]) -> None:
    """Just look."""


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "j", "k"], 1),
        (["j", "up"], 0),
        (["k"], 0),
        (["G"], 299),
        (["end", "j"], 299),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["pagedown"], 23),
        (["pagedown", "pagedown", "pageup"], 23),
        (["ctrl+d"], 12),
        (["ctrl+d", "ctrl+u"], 0),
    ],
)
def test_keys_move_the_cursor(keys: list[str], row: int) -> None:
    assert cursor_after(*keys) == row


def test_the_table_at_80_columns() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        app.table.show_sorting("name")
        await pilot.press("j", "space", "j", "v", "j", "j")

    check_golden("table_80x24", "\n".join(seen(app, scenario)))


def test_the_table_at_40_columns_has_only_its_important_columns() -> None:
    lines = seen(TableApp(People(300)), nothing, (40, 10))
    assert "Score" in lines[0]
    assert "Tags" not in lines[0]
    check_golden("table_40x10", "\n".join(lines))


def test_an_empty_table_says_what_to_do() -> None:
    app = TableApp(People(0), empty_text="Nobody here yet.\nImport a file with i, or add somebody with a.")
    check_golden("table_empty_40x10", "\n".join(seen(app, nothing, (40, 10))))


def test_a_table_of_100_000_reads_one_page_to_paint() -> None:
    source = People(100_000)
    seen(TableApp(source), nothing)
    assert source.asked == [(0, 128)]


def test_the_header_stays_when_the_rows_scroll() -> None:
    lines = seen(TableApp(People(300)), lambda pilot: pilot.press("G"))
    assert lines[0].split() == ["Name", "Title", "Score", "Tags"]
    assert "299" in lines[-1]


def test_paging_keeps_the_cursor_on_its_line() -> None:
    table, _ = table_after("j", "j", "pagedown")
    assert table.cursor_row - table.scroll_offset.y == 2


def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.click("#people", offset=(10, 4))
        assert app.table.cursor_row == 3
        await pilot.double_click("#people", offset=(10, 6))

    seen(app, scenario)
    opened = [message.row for message in app.messages if isinstance(message, VirtualTable.Opened)]
    assert opened == [person(5)]


def test_a_click_below_the_last_row_changes_nothing() -> None:
    app = TableApp(People(3))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.double_click("#people", offset=(10, 12))

    seen(app, scenario)
    assert app.table.cursor_row == 0
    assert not any(isinstance(message, VirtualTable.Opened) for message in app.messages)


def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot._post_mouse_events([MouseScrollDown], "#people", offset=(10, 5))

    seen(app, scenario)
    assert app.table.scroll_offset.y > 0
    assert app.table.cursor_row == 0


def test_the_thumb_can_be_dragged() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.mouse_down("#people", offset=(79, 1))
        await pilot.hover("#people", offset=(79, 23))
        await pilot.mouse_up("#people", offset=(20, 23))
        await pilot.hover("#people", offset=(79, 3))

    lines = seen(app, scenario)
    assert " 299 " in lines[-1]
    assert lines[-1].endswith("▐")
    assert app.table.cursor_row == 0


def test_a_click_on_the_header_asks_for_sorting() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.click("#people", offset=(32, 0))
        app.table.show_sorting("title", descending=True)

    lines = seen(app, scenario)
    asked = [message.column for message in app.messages if isinstance(message, VirtualTable.SortRequested)]
    assert asked == ["title"]
    assert "Title ▼" in lines[0]


def test_enter_opens_the_row_under_the_cursor() -> None:
    _, app = table_after("j", "enter")
    assert [message.row for message in app.messages if isinstance(message, VirtualTable.Opened)] == [person(1)]


def test_enter_in_an_empty_table_opens_nothing() -> None:
    table, app = table_after("j", "enter", "space", "v", "V", source=People(0))
    assert table.highlighted is None
    assert table.chosen == ()
    assert [type(message).__name__ for message in app.messages] == ["Highlighted", "MarksChanged"]


def test_every_move_is_announced_once() -> None:
    _, app = table_after("j", "j", "k", "G")
    rows = [message.row for message in app.messages if isinstance(message, VirtualTable.Highlighted)]
    assert rows == [person(number) for number in (0, 1, 2, 1, 299)]


def test_space_marks_and_unmarks() -> None:
    assert table_after("space", "j", "space")[0].marks == ("0", "1")
    assert table_after("space", "space")[0].marks == ()


def test_a_range_is_marked_from_where_it_began_to_the_cursor() -> None:
    assert table_after("j", "v", "j", "j", "v")[0].marks == ("1", "2", "3")
    assert table_after("G", "v", "k", "space")[0].marks == ("298", "299")


def test_escape_leaves_a_range_without_marking() -> None:
    table, _ = table_after("v", "j", "escape", "v", "v")
    assert table.marks == ("1",)


def test_all_rows_are_marked_and_then_none() -> None:
    assert len(table_after("V")[0].marks) == 300
    assert table_after("space", "V", "V")[0].marks == ()


def test_a_long_range_is_marked_across_pages() -> None:
    assert len(table_after("v", "G", "v")[0].marks) == 300


def test_an_action_is_for_the_marked_rows_or_else_for_the_one_at_hand() -> None:
    assert table_after("j")[0].chosen == ("1",)
    assert table_after("space", "j", "j")[0].chosen == ("0",)


def test_marks_outlive_paging_filtering_and_refreshing() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("space", "G", "space")
        app.table.show(MemoryRows([person(299)]))
        app.table.refresh_rows()

    lines = seen(app, scenario)
    assert app.table.marks == ("0", "299")
    assert lines[1].startswith("● Zoë Ångström 299")


def test_marks_can_be_set_and_cleared_by_the_owner() -> None:
    app = TableApp(People(9))

    async def scenario(pilot: Pilot[None]) -> None:
        app.table.mark(["3", "4"])
        assert app.table.marks == ("3", "4")
        app.table.clear_marks()

    lines = seen(app, scenario)
    assert app.table.marks == ()
    assert not any(line.startswith("●") for line in lines)


def test_the_cursor_stays_on_its_row_and_line_when_others_come_before_it() -> None:
    source = remembered(300)
    app = TableApp(source)

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("pagedown", "pagedown", "j")
        line = app.table.cursor_row - app.table.scroll_offset.y
        source.rows = [person(1000 + number) for number in range(5)] + list(source.rows)
        app.table.refresh_rows()
        assert app.table.cursor_row == 52
        assert app.table.cursor_row - app.table.scroll_offset.y == line

    seen(app, scenario)
    assert app.table.highlighted == person(47)


def test_the_cursor_goes_to_the_next_row_when_its_own_is_deleted() -> None:
    source = remembered(5)
    app = TableApp(source)

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("j")
        source.rows = [row for row in source.rows if row.key != "1"]
        app.table.refresh_rows()
        assert app.table.highlighted == person(2)
        source.rows = []
        app.table.refresh_rows()

    seen(app, scenario)
    highlighted = [message.row for message in app.messages if isinstance(message, VirtualTable.Highlighted)]
    assert highlighted == [person(0), person(1), person(2), None]


def test_a_range_follows_the_row_at_which_it_began() -> None:
    source = remembered(9)
    app = TableApp(source)

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("j", "j", "v")
        source.rows = [person(100), *source.rows]
        app.table.refresh_rows()
        await pilot.press("j", "v")

    seen(app, scenario)
    assert app.table.marks == ("2", "3")


def test_changed_cells_are_shown_after_a_refresh() -> None:
    source = remembered(3)
    app = TableApp(source)

    async def scenario(pilot: Pilot[None]) -> None:
        source.rows = [TableRow("0", ("New name", "", "", "")), *source.rows[1:]]
        app.table.refresh_rows()

    assert seen(app, scenario)[1].split() == ["New", "name"]


def test_showing_another_source_starts_at_its_top() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        await pilot.press("G")
        app.table.show(People(200))

    lines = seen(app, scenario)
    assert app.table.cursor_row == 0
    assert lines[1].split()[2] == "0"
    highlighted = [message.row for message in app.messages if isinstance(message, VirtualTable.Highlighted)]
    assert highlighted == [person(0), person(299), person(0)]


def test_a_source_without_rows_is_announced_as_no_row() -> None:
    app = TableApp(People(0))

    async def scenario(pilot: Pilot[None]) -> None:
        app.table.show(People(0))

    seen(app, scenario)
    highlighted = [message.row for message in app.messages if isinstance(message, VirtualTable.Highlighted)]
    assert highlighted == [None, None]


def test_the_cursor_stays_in_sight_when_the_screen_shrinks() -> None:
    app = TableApp(People(300))

    async def scenario(pilot: Pilot[None]) -> None:
        for _ in range(20):
            app.table.cursor_row += 1
        await pilot.resize_terminal(40, 8)
        await pilot.pause(0.1)

    lines = seen(app, scenario)
    assert lines[-1].split()[-1].startswith("20")


def test_the_cursor_stands_out_in_every_theme() -> None:
    app = TableApp(People(9))

    async def scenario(pilot: Pilot[None]) -> dict[str, tuple[Style, Style]]:
        styles = {}
        for theme in sorted(BUILTIN_THEMES):
            app.theme = theme
            await pilot.pause()
            styles[theme] = (style_of(app, 1), style_of(app, 2))
        return styles

    for theme, (cursor, body) in played(app, scenario).items():
        assert (cursor.color, cursor.bgcolor) != (body.color, body.bgcolor), theme
        assert cursor.bold, theme


def test_without_colour_the_cursor_is_reversed_and_marks_are_glyphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TableApp(People(9))

    async def scenario(pilot: Pilot[None]) -> tuple[Style, str]:
        await pilot.press("space", "j")
        return style_of(app, 2), screen_text(app).splitlines()[1]

    style, marked = played(app, scenario)
    assert style.reverse
    assert marked.startswith("●")


def style_of(app: TableApp, y: int) -> Style:
    strip: Strip = app.screen._compositor.render_strips(app.size)[y]
    style = next(iter(strip)).style
    assert style is not None
    return style


@pytest.mark.parametrize("width", [1, 2, 3, 5, 12, 39, 80, 200])
def test_every_line_fills_its_width_whatever_the_text(width: int) -> None:
    rows = [TableRow(text, (text, text * 9, text, text), tones=("error", "", "dim", "")) for text in NASTY]
    app = TableApp(MemoryRows(rows))

    async def scenario(pilot: Pilot[None]) -> list[int]:
        await pilot.press("space", "j")
        return [app.table.render_line(y).cell_length for y in range(len(rows) + 2)]

    lengths = played(app, scenario, (width, 12))
    assert set(lengths) == {width}


@settings(deadline=None, max_examples=15)
@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=20))
def test_no_text_ends_the_app_or_moves_a_column(texts: list[str]) -> None:
    rows = [TableRow(str(index), (text, "title", "7", "tea")) for index, text in enumerate(texts)]
    app = TableApp(MemoryRows(rows))

    async def scenario(pilot: Pilot[None]) -> list[str]:
        return [app.table.render_line(y).text for y in range(1, len(rows) + 1)]

    name_width = lay_out(COLUMNS, 80 - MARGIN - len(THUMB))[0].width
    for line in played(app, scenario):
        assert cell_len(line) == 80
        assert cell_len(line[: line.index("  title")]) == MARGIN + name_width


def test_a_message_names_its_table() -> None:
    _, app = table_after("j")
    tables = [message.control for message in app.messages if isinstance(message, VirtualTable.TableMessage)]
    assert {table.id for table in tables} == {"people"}
