"""The least that is still an app: a header, an input field, a table of 40 rows and a footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header, Input

TITLE = "Nothing in here"


class EmptyApp(App[None]):
    TITLE = TITLE

    def compose(self) -> ComposeResult:
        yield Header()
        yield Input()
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Name", "Title", "Organisation", "Last contact")
        table.add_rows((f"row number {n}", "title", "organisation", "2026-03-02") for n in range(1, 41))


if __name__ == "__main__":
    EmptyApp().run()
