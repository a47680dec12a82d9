"""Beside the answer on a wide screen: the plan with what was asked, and below it what was captured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coffeechat.method.arc import Step
from coffeechat.screens.live import lines
from coffeechat.screens.live.captures import today
from coffeechat.store import people
from coffeechat.store.conversations import Talk
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs

if TYPE_CHECKING:
    from coffeechat.store.store import Store


class Beside(VerticalScroll, can_focus=False):
    """Only to be looked at: the cursor stays in the answer."""

    DEFAULT_CSS = "Beside { width: 40; padding: 1 1 0 2; border-left: solid $panel; }"

    def compose(self) -> ComposeResult:
        yield Paragraphs()

    def show(self, store: Store, talk: Talk, steps: Sequence[Step], place: int) -> None:
        names = [people.name_of(store.connection, row.person_id or b"") for row in talk.introductions]
        self.query_one(Paragraphs).paragraphs = (
            *lines.plan(steps, place),
            Paragraph(Content("")),
            *(lines.promised(promise, today()) for promise in talk.promises),
            *(lines.named(name) for name in names),
            *(lines.quoted(answer) for answer in talk.answers if answer.verbatim),
        )
