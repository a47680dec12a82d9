"""What I believe of the target, in percent: it moves with what people said, and keeps where it has been."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.insights import suggested
from coffeechat.screens.insights.belief_form import BeliefForm
from coffeechat.screens.insights.commands import BELIEF_COMMANDS
from coffeechat.screens.insights.view import course
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.view import AppModal
from coffeechat.store import beliefs, targets, topics
from coffeechat.store.beliefs import Held
from coffeechat.store.topics import Claim
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

_BAR: Final = 10

COLUMNS: Final = (
    Column("statement", "I believe", 1.0, min_width=24, priority=9),
    Column("percent", "Sure", 5, align="right", priority=8),
    Column("bar", "", _BAR, priority=6),
    Column("course", "So far", 8, priority=5),
)
EMPTY: Final = "What do you believe of this job, and are not sure of?\n\nPress a, and then ask people."


class BeliefsDialog(AppModal[None]):
    """The list; opened from a claim, its evidence can move the belief under the cursor."""

    EXPLANATION = (
        "A belief is a sentence and how sure you are of it, from 0 to 100 percent. Opened from a claim, + says that "
        "the claim speaks for the belief and − that it speaks against it: the belief moves to the share of independent "
        "chains on its side, with the claim as the reason. enter types a number of your own. Where it was stays."
    )
    OWN_COMMANDS = BELIEF_COMMANDS
    CSS = """
    BeliefsDialog > Vertical { width: 100; height: 80%; }
    BeliefsDialog.-short > Vertical { height: 100%; }
    BeliefsDialog #evidence { height: auto; color: $text-accent; margin-bottom: 1; display: none; }
    BeliefsDialog.-with-claim #evidence { display: block; }
    BeliefsDialog #course { margin: 1 0; max-height: 8; }
    BeliefsDialog.-short #course { display: none; }
    """

    def __init__(self, insight_id: bytes | None, belief_id: bytes | None = None) -> None:
        """From a claim, or on one belief, or neither."""
        super().__init__()
        self._insight_id = insight_id
        self._belief_id = belief_id
        self._claim: Claim | None = None
        self._held: list[Held] = []

    def compose(self) -> ComposeResult:
        target = targets.chosen(self.store.connection)
        with self.framed(f"What I believe about {target.name}" if target else "What I believe"):
            yield Static("", id="evidence", markup=False)
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False, enter="Set it")
            yield Paragraphs(id="course")
            yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        connection = self.store.connection
        self._claim = topics.claim(connection, self._insight_id) if self._insight_id else None
        self.set_class(self._claim is not None, "-with-claim")
        if self._claim:
            self.query_one("#evidence", Static).update(plain(_evidence(self._claim)))
        self._held = beliefs.of_target(connection)
        table = self.query_one(VirtualTable)
        at, rows = table.highlighted, MemoryRows([_row(held) for held in self._held])
        table.show(rows)
        table.cursor_row = rows.position(at.key if at else self._belief_id or b"") or 0
        self._show_course()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "follow":
            return bool(self._held) and self._claim is not None and suggested(self._claim.tally) is not None
        return action not in ("edit", "remove") or bool(self._held)

    def on_virtual_table_highlighted(self) -> None:
        self._show_course()

    def on_virtual_table_opened(self) -> None:
        held = self._chosen()
        if held:
            ask = LineDialog("How sure are you?", told=held.statement, hint="0 to 100", preview=_read)
            self.ask(ask, lambda line: self._move(held, beliefs.percentage(line)))

    def action_follow(self, is_opposite: bool) -> None:
        held = self._chosen()
        percent = suggested(self._claim.tally, is_opposite=is_opposite) if self._claim else None
        if held and percent is not None:
            self._move(held, percent)

    def action_add(self) -> None:
        self.coffeechat.push_screen(BeliefForm(None))

    def action_edit(self) -> None:
        held = self._chosen()
        if held:
            self.coffeechat.push_screen(BeliefForm(held))

    def action_remove(self) -> None:
        held = self._chosen()
        if held:
            beliefs.remove(self.store, held.belief)
            self.coffeechat.changed()
            self.coffeechat.tell("Removed. u takes it back.")

    def _move(self, held: Held, percent: int) -> None:
        note = f"{self._claim.tally.sides}, chains {self._claim.tally.chains}" if self._claim else None
        beliefs.move(self.store, held.belief, percent, insight_id=self._insight_id, note=note)
        self.coffeechat.changed()

    def _chosen(self) -> Held | None:
        row = self.query_one(VirtualTable).highlighted
        return next((held for held in self._held if row and held.belief.id == row.key), None)

    def _show_course(self) -> None:
        held = self._chosen()
        claims = beliefs.reasons(self.store.connection, held) if held else {}
        self.query_one("#course", Paragraphs).paragraphs = tuple(_course(held, claims)) if held else ()


def _read(line: str) -> str:
    return f"{beliefs.percentage(line)} % sure"


def _evidence(claim: Claim) -> str:
    """What the claim would make of a belief."""
    percent, opposite = suggested(claim.tally), suggested(claim.tally, is_opposite=True)
    if percent is None:
        return f"“{claim.text}”: nobody has said yes or no to it yet. enter types a number of your own."
    numbers = f"{claim.tally.sides}, independent chains {claim.tally.chains}"
    return f"“{claim.text}”: {numbers}. What says the same moves to {percent} % (+), the opposite to {opposite} % (−)."


def _row(held: Held) -> TableRow:
    percent = held.percent or 0
    cells = (held.statement, f"{percent} %", bar(percent / beliefs.CERTAIN, _BAR), course(held, 8))
    return TableRow(held.belief.id, cells, tones=("", "strong", "accent", "accent"))


def _course(held: Held, claims: dict[bytes, str]) -> Iterator[Paragraph]:
    """The last first, each with its reason."""
    for change in reversed(held.changes):
        claim = claims.get(change.insight_id or b"")
        reason = ", ".join(part for part in (claim and f"“{claim}”", change.note) if part)
        lead = Content.styled(f"{(change.at or '')[:10]}  {change.percent or 0:3} %  ", "$text-muted")
        yield Paragraph(Content(plain(reason or "your own judgement")), lead=lead)
