"""The list everywhere: paints only the rows in sight, read from its source a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coffeechat.commands.command import Command
from coffeechat.commands.commanded import Commanded
from coffeechat.widgets.columns import Column
from coffeechat.widgets.marks import Marks
from coffeechat.widgets.pages import Key, Pages, PageSource, TableRow
from coffeechat.widgets.table_commands import MARKING, TABLE_COMMANDS
from coffeechat.widgets.table_lines import MARGIN, Sorting, TableLines
from coffeechat.widgets.table_style import COMPONENTS, CSS, paint
from coffeechat.widgets.track import thumb, top_at


class VirtualTable(Commanded, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of plain text with a cursor, and marks that outlive paging, sorting and filtering."""

    ALLOW_SELECT = False
    OWN_COMMANDS = TABLE_COMMANDS
    COMPONENT_CLASSES = set(COMPONENTS)
    DEFAULT_CSS = CSS

    cursor_row: reactive[int] = reactive(0, repaint=False, init=False)
    """The place of the row under the cursor, from 0."""

    class TableMessage(Message):
        """From a table: `@on(VirtualTable.Opened, "#people")` tells tables apart."""

        def __init__(self, table: VirtualTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> VirtualTable:
            return self.table

    class Highlighted(TableMessage):
        """Another row is under the cursor: `row`, or None in an empty table."""

        def __init__(self, table: VirtualTable, row: TableRow | None) -> None:
            super().__init__(table)
            self.row = row

    class Opened(TableMessage):
        """Enter or a double click on `row`."""

        def __init__(self, table: VirtualTable, row: TableRow) -> None:
            super().__init__(table)
            self.row = row

    class MarksChanged(TableMessage):
        """Other rows are marked: `marks`."""

        def __init__(self, table: VirtualTable, marks: tuple[Key, ...]) -> None:
            super().__init__(table)
            self.marks = marks

    class SortRequested(TableMessage):
        """A click on the header of `column`."""

        def __init__(self, table: VirtualTable, column: str) -> None:
            super().__init__(table)
            self.column = column

    def __init__(
        self,
        columns: Sequence[Column],
        source: PageSource,
        *,
        empty_text: str = "",
        has_marks: bool = True,
        all_keys: Callable[[], Iterable[Key]] | None = None,
        enter: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`all_keys` supplies the key of every row the source now has; without it there is no "mark all". `enter` is
        what opening a row does, where that is something else."""
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self._pages = Pages(source)
        self._empty_text = empty_text
        self._has_marks = has_marks
        self._all_keys = all_keys
        self._enter = enter
        self._sorting: Sorting | None = None
        self._is_dragging = False
        self._marks = Marks()
        self._cursor_key: Key | None = None
        self._is_announced = False
        self._lines: TableLines | None = None
        self._strips: LRUCache[tuple[int, bool, bool, bool], Strip] = LRUCache(512)

    def label_of(self, command: Command) -> str:
        return self._enter if self._enter and command.id == "list.open" else command.label

    @property
    def highlighted(self) -> TableRow | None:
        """The row under the cursor."""
        return self._pages.row(self.cursor_row)

    @property
    def row_count(self) -> int:
        return self._pages.count

    @property
    def marks(self) -> tuple[Key, ...]:
        """The keys of the marked rows, in the order in which they were marked."""
        return self._marks.keys

    @property
    def chosen(self) -> tuple[Key, ...]:
        """What an action is for: the marked rows, or else the one under the cursor."""
        row = self.highlighted
        return self.marks or (() if row is None else (row.key,))

    def on_mount(self) -> None:
        self._place_cursor(0, top=0)

    def on_resize(self) -> None:
        self._reveal()

    def show(self, source: PageSource) -> None:
        """Show other rows, from the top; marks stay."""
        self._pages = Pages(source)
        self._marks.leave_range()
        self._is_announced = False
        self._place_cursor(0, top=0)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows that fit them are to follow."""
        self.columns = tuple(columns)
        self._lines = None
        self.refresh()

    def refresh_rows(self) -> None:
        """Read the rows again. If the source locates its row, the cursor stays on it, and it on its line."""
        line = self.cursor_row - self.scroll_offset.y
        self._pages.forget()
        self._marks.move_range(self._pages.position)
        found = None if self._cursor_key is None else self._pages.position(self._cursor_key)
        index = self.validate_cursor_row(self.cursor_row if found is None else found)
        self._place_cursor(index, top=index - line)

    def show_empty_text(self, text: str) -> None:
        """What stands in the middle while there are no rows."""
        self._empty_text = text
        self.refresh()

    def show_sorting(self, column: str, *, descending: bool = False) -> None:
        """Show in the header by which column the rows are sorted; sorting them is the owner's part."""
        self._sorting = Sorting(column, descending)
        self.refresh()

    def mark(self, keys: Iterable[Key]) -> None:
        """Mark these rows too."""
        self._marks.add(keys)
        self._marks_changed()

    def clear_marks(self) -> None:
        self._marks.clear()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.MarksChanged(self, self.marks))

    def _place_cursor(self, index: int, top: int) -> None:
        self._strips.clear()
        self.virtual_size = Size(0, self.row_count + 1)
        self.cursor_row = index
        self.scroll_to(y=top, animate=False, force=True)
        self._reveal()
        self.refresh()
        self._announce()

    def validate_cursor_row(self, index: int) -> int:
        return max(0, min(index, self.row_count - 1))

    def watch_cursor_row(self, old: int, new: int) -> None:
        self._reveal()
        if self._marks.has_range:
            self.refresh()
        else:
            self.refresh_line(old + 1)
            self.refresh_line(new + 1)
        self._announce()

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height - 1)

    def _reveal(self) -> None:
        if not self.size.height:
            return  # not laid out yet: on_resize will ask again
        top, last = self.scroll_offset.y, self._rows_in_sight - 1
        row = max(self.cursor_row - last, min(top, self.cursor_row))
        if row != top:
            self.scroll_to(y=row, animate=False, force=True)

    def _announce(self) -> None:
        row = self.highlighted
        key = None if row is None else row.key
        if key != self._cursor_key or not self._is_announced:
            self._cursor_key = key
            self._is_announced = True
            self.post_message(self.Highlighted(self, row))

    def render_line(self, y: int) -> Strip:
        lines = self._current_lines()
        if y == 0:
            return lines.header(self._sorting)
        if not self.row_count:
            return lines.empty(self._empty_text, self.size.height - 1)[y - 1]
        return self._row_line(lines, self.scroll_offset.y + y - 1)

    def _row_line(self, lines: TableLines, index: int) -> Strip:
        row = self._pages.row(index)
        if row is None:
            return lines.blank()
        is_cursor = index == self.cursor_row
        is_marked = self._marks.covers(index, row.key, self.cursor_row)
        top = self.scroll_offset.y
        has_thumb = index - top in thumb(top, self._rows_in_sight, self.row_count)
        look = (index, is_cursor, is_marked, has_thumb)
        strip = self._strips.get(look)
        if strip is None:
            strip = lines.row(row, is_cursor=is_cursor, is_marked=is_marked, has_thumb=has_thumb)
            self._strips[look] = strip
        return strip

    def _current_lines(self) -> TableLines:
        width = self.size.width
        if self._lines is None or self._lines.width != width:
            self._strips.clear()
            self._lines = TableLines(self.columns, width, paint(self), has_marks=self._has_marks)
        return self._lines

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lines = None

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self._is_dragging:
            return
        if offset.y == 0:
            self._click_header(offset.x)
        else:
            self._click_row(self.scroll_offset.y + offset.y - 1, offset.x, event.chain)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset_capture(self)
        self._is_dragging = offset.y > 0 and offset.x == self.size.width - 1
        if self._is_dragging:
            self.capture_mouse()
            self._drag_to(offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self._drag_to(event.get_content_offset_capture(self).y)

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def _drag_to(self, y: int) -> None:
        self.scroll_to(y=top_at(y - 1, self._rows_in_sight, self.row_count), animate=False, force=True)

    def _click_header(self, x: int) -> None:
        column = self._current_lines().column_at(x)
        if column is not None:
            self.post_message(self.SortRequested(self, column.name))

    def _click_row(self, index: int, x: int, clicks: int) -> None:
        if index >= self.row_count:
            return
        self.cursor_row = index
        if self._has_marks and x < MARGIN:
            self.action_mark()
        elif clicks == 2:
            self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave_range":
            return self._marks.has_range
        if action == "mark_all" and self._all_keys is None:
            return False
        return self._has_marks or action not in MARKING

    def action_open(self) -> None:
        row = self.highlighted
        if row is not None:
            self.post_message(self.Opened(self, row))

    def action_move(self, rows: int) -> None:
        self.cursor_row += rows

    def action_move_page(self, pages: float) -> None:
        line = self.cursor_row - self.scroll_offset.y
        index = self.validate_cursor_row(self.cursor_row + round(pages * self._rows_in_sight))
        self.scroll_to(y=index - line, animate=False, force=True)
        self.cursor_row = index

    def action_move_first(self) -> None:
        self.cursor_row = 0

    def action_move_last(self) -> None:
        self.cursor_row = self.row_count - 1

    def action_mark(self) -> None:
        row = self.highlighted
        if self._marks.has_range:
            self.action_mark_range()
        elif row is not None:
            self._marks.toggle(row.key)
            self._marks_changed()

    def action_mark_range(self) -> None:
        row = self.highlighted
        if self._marks.has_range:
            self._marks.end_range(self.cursor_row, self._pages)
            self._marks_changed()
        elif row is not None:
            self._marks.begin_range(self.cursor_row, row.key)
            self.refresh_line(self.cursor_row + 1)

    def action_leave_range(self) -> None:
        self._marks.leave_range()
        self.refresh()

    def action_mark_all(self) -> None:
        if self._all_keys is not None:
            self._marks.toggle_all(self._all_keys())
            self._marks_changed()
