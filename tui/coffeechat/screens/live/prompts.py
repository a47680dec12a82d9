"""The prompts of a debrief, each with its text below it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from coffeechat.errors import CoffeechatError
from coffeechat.method.debrief import PROMPTS
from coffeechat.widgets.writing import Writing


class Prompts(VerticalScroll, can_focus=False):
    """All are in one column; each text grows with what is written."""

    DEFAULT_CSS = """
    Prompts {
        padding: 0 2;
        & > Static { height: auto; text-style: bold; margin-top: 1; }
        & > Writing { height: auto; min-height: 2; max-height: 12; background: $boost; padding: 0 1; }
        & > Writing:focus { background: $primary 20%; }
        & > Writing:ansi { background: ansi_default; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.writings = {prompt.column: Writing(None, placeholder=prompt.hint) for prompt in PROMPTS}

    def compose(self) -> ComposeResult:
        for prompt in PROMPTS:
            yield Static(prompt.question, id=prompt.column, markup=False)
            yield self.writings[prompt.column]

    def go_to(self, column: str) -> None:
        """Put the cursor into a text, with its question in sight."""
        writing = self.writings[column]
        self.screen.set_focus(writing, scroll_visible=False)
        question = self.query_one(f"#{column}", Static)
        self.scroll_to_region(question.virtual_region.union(writing.virtual_region), animate=False)

    def show(self, stored: Callable[[str], str | None]) -> None:
        """Take over what stands in the file, but for what is being typed."""
        for column, writing in self.writings.items():
            writing.show(stored(column))

    def save(self, store: Callable[[str, str, str], None]) -> None:
        """Give what is not saved yet to `store`: column, text, how it was. Raises the first CoffeechatError."""
        failed: CoffeechatError | None = None
        for column, writing in self.writings.items():
            try:
                writing.save(lambda text, saved, column=column: store(column, text, saved))  # type: ignore[misc]
            except CoffeechatError as error:
                failed = failed or error
        if failed:
            raise failed
