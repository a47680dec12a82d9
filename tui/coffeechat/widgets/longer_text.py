"""Textual's field for text of several lines, mended where it ends the app."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import TextArea


class LongerText(TextArea):
    """Taking back a paste makes the text shorter first and moves the cursor later; if the scrollbar goes between the
    two, Textual looks for the cursor on a line that is not there any more."""

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        row, _ = self.cursor_location
        if row >= self.document.line_count:
            return Offset(0, 0)  # it scrolls once more when the cursor has moved
        return super().scroll_cursor_visible(center, animate)
