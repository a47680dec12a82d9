"""Answers that are in no insight yet, one by one: a key says what each speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.folding import fold
from coffeechat.screens.insights.commands import SORT_COMMANDS
from coffeechat.screens.insights.picture import topic_name
from coffeechat.screens.insights.words import OFF_RECORD
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import insights, topics
from coffeechat.store.insights import Waiting
from coffeechat.store.topics import Claim
from coffeechat.widgets.cell_text import plain, shorten
from coffeechat.widgets.columns import Column
from coffeechat.widgets.filter_box import FilterBox
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS: Final = (
    Column("claim", "Does it speak for one of these?", 2.0, min_width=28, priority=9),
    Column("topic", "Topic", 1.0, min_width=12, priority=6),
    Column("sides", "Sides", 7, align="center", priority=7),
    Column("status", "", 10, priority=5),
)
TITLE_CELLS: Final = 70
NO_CLAIMS: Final = "There is no claim yet.\n\nn makes one of this answer: one sentence that can be right or wrong."
NO_MATCH: Final = "No claim has all these words."
ALL_DONE: Final = "Every answer is sorted.\n\nesc goes back to what they say together."


class SortScreen(AppScreen):
    """The answer above, the claims below; those of its topic come first."""

    EXPLANATION = (
        "An answer becomes evidence: + if it speaks for the claim under the cursor, − if against it, r if it makes it "
        "more exact, x if it can't be read. n makes a new claim of it; 0 says that there is nothing new in it. "
        "The next answer comes by itself; u takes the last step back."
    )
    OWN_COMMANDS = SORT_COMMANDS
    CSS = """
    SortScreen #answer { padding: 1 2; max-height: 12; }
    SortScreen.-short #answer { padding: 0 1; max-height: 4; }
    SortScreen FilterBox { margin: 0 1; background: $boost; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Waiting] = []
        self._at = 0
        self._claims: list[Claim] = []
        self._text = ""

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "insights")
        yield Paragraphs(id="answer")
        yield FilterBox(self._filter, "/ to filter the claims")
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=NO_CLAIMS, has_marks=False, enter="Says so")
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()
        self.query_one(VirtualTable).focus()

    def reload(self) -> None:
        """An answer that came back by undo is the one to look at again."""
        before = {waiting.answer.id for waiting in self._waiting}
        self._waiting = insights.waiting(self.store.connection)
        back = [place for place, waiting in enumerate(self._waiting) if waiting.answer.id not in before]
        if before and back:
            self._at = back[0]
        self._claims = topics.all_claims(self.store.connection)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stance":
            return bool(self._waiting) and self._claim() is not None
        if action == "turn":
            return len(self._waiting) > 1
        return action not in ("new", "set_aside", "filter") or bool(self._waiting)

    def on_input_submitted(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_virtual_table_highlighted(self) -> None:
        self.refresh_bindings()

    def on_virtual_table_opened(self) -> None:
        self.action_stance("supports")

    def action_back(self) -> None:
        box = self.query_one(FilterBox)
        if box.has_focus or box.value:
            box.value = ""
            self.query_one(VirtualTable).focus()
        else:
            self.dismiss()

    def action_filter(self) -> None:
        self.set_focus(self.query_one(FilterBox))

    def action_turn(self, steps: int) -> None:
        self._at = (self._at + steps) % len(self._waiting)
        self._show()

    def action_stance(self, name: str) -> None:
        claim, waiting = self._claim(), self._now()
        if claim and waiting:
            insights.from_answer(self.store, waiting.answer.id, insight_id=claim.insight.id, stance=name)
            self._go_on()

    def action_set_aside(self) -> None:
        waiting = self._now()
        if waiting:
            insights.set_aside(self.store, waiting.answer)
            self._go_on()

    def action_new(self) -> None:
        from coffeechat.screens.insights.claim_form import ClaimForm

        waiting = self._now()
        if waiting:
            title = shorten(f"A claim of “{waiting.answer.text}”", TITLE_CELLS)
            form = ClaimForm(None, waiting.answer.topic or "", title)
            self.ask(form, lambda claim: self._made(waiting, claim))

    def _made(self, waiting: Waiting, insight_id: bytes) -> None:
        insights.from_answer(self.store, waiting.answer.id, insight_id=insight_id)
        self._go_on()

    def _go_on(self) -> None:
        self.query_one(FilterBox).value = ""
        self.coffeechat.changed()

    def _filter(self, text: str) -> None:
        self._text = text
        self._show_claims()

    def _now(self) -> Waiting | None:
        return self._waiting[self._at] if self._waiting else None

    def _claim(self) -> Claim | None:
        row = self.query_one(VirtualTable).highlighted
        return next((claim for claim in self._claims if row and claim.insight.id == row.key), None)

    def _show(self) -> None:
        self._at = max(0, min(self._at, len(self._waiting) - 1))
        waiting = self._now()
        place = f"{self._at + 1} of {len(self._waiting)}"
        self.query_one("#answer", Paragraphs).paragraphs = tuple(_answer(waiting, place)) if waiting else ()
        self._show_claims()
        self.refresh_bindings()

    def _show_claims(self) -> None:
        """Those of the answer's topic first."""
        waiting = self._now()
        topic = fold((waiting and waiting.answer.topic) or "")
        words = fold(self._text).split()
        fitting = [claim for claim in self._claims if all(word in fold(claim.text) for word in words)]
        fitting.sort(key=lambda claim: fold(claim.insight.topic or "") != topic)
        table = self.query_one(VirtualTable)
        table.show_empty_text(ALL_DONE if not waiting else NO_MATCH if words else NO_CLAIMS)
        table.show(MemoryRows([_row(claim) for claim in fitting] if waiting else []))


def _answer(waiting: Waiting, place: str) -> Iterator[Paragraph]:
    answer = waiting.answer
    marks = [OFF_RECORD] if answer.off_record else []
    about = ", ".join([waiting.person, waiting.at[:10], topic_name(answer.topic or ""), *marks])
    yield Paragraph(Content.styled(plain(about), "$text-muted"), lead=Content.styled(f"{place}  ", "bold"))
    if waiting.question:
        yield Paragraph(Content.styled(plain(waiting.question), "$text-muted"), lead=Content("  ? "))
    text = f"“{answer.text}”" if answer.verbatim else answer.text or ""
    yield Paragraph(Content.styled(plain(text), "bold"), lead=Content("    "))


def _row(claim: Claim) -> TableRow:
    cells = (claim.text, topic_name(claim.insight.topic or ""), claim.tally.sides, claim.status)
    return TableRow(claim.insight.id, cells)
