"""What I believe of the target, in percent: it moves with what people said, and keeps where it has been."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.commands.everywhere import HISTORY_IN_DIALOG
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.insights import suggested
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.screens.insights.view import course
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.view import AppModal
from coffeechat.store import beliefs, targets, topics
from coffeechat.store.beliefs import Held
from coffeechat.store.topics import Claim
from coffeechat.widgets.bars import bar
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.form import Field
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP: Final = "Beliefs"
_BAR: Final = 10
UNDECIDED: Final = 50

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
    OWN_COMMANDS = (
        Command(
            id="beliefs.for",
            title="The evidence speaks for it",
            help="Moves this belief to the share of independent chains that say what the claim says.",
            action="follow(False)",
            keys=("plus",),
            group=_GROUP,
            footer=86,
            short="For it",
        ),
        Command(
            id="beliefs.against",
            title="The evidence speaks against it",
            help="Moves this belief to the share of independent chains that say the opposite of the claim.",
            action="follow(True)",
            keys=("minus",),
            group=_GROUP,
            footer=85,
            short="Against it",
        ),
        Command(
            id="beliefs.add",
            title="Add a belief",
            help="Writes down what you believe, and how sure you are.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="beliefs.edit",
            title="Edit",
            help="Changes the words of this belief.",
            action="edit",
            keys=("e",),
            group=_GROUP,
            footer=60,
        ),
        Command(
            id="beliefs.remove",
            title="Remove",
            help="Takes this belief off the list; u brings it back.",
            action="remove",
            keys=("d", "delete"),
            group=_GROUP,
        ),
        *HISTORY_IN_DIALOG,
    )
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
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False)
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


class BeliefForm(FormDialog):
    """The words of a belief; a new one comes into being with them, half sure unless said."""

    EXPLANATION = "One sentence on the job you want that people could prove wrong, such as “a degree is required”."

    def __init__(self, held: Held | None) -> None:
        super().__init__()
        self._held = held

    def title_text(self) -> str:
        return "What do you believe?"

    def fields(self) -> list[Field]:
        statement = Field("statement", "I believe", self._held.statement if self._held else "", "a degree is required")
        return [statement] if self._held else [statement, Field("percent", "How sure, in %", "", "50")]

    def store_field(self, name: str, value: str) -> None:
        with self.store.as_one(f"belief {id(self)}"):
            if self._held is None:
                self._add()
            elif name == "statement":
                beliefs.edit(self.store, self._held.belief, value)
            else:
                beliefs.move(self.store, self._held.belief, beliefs.percentage(value or str(UNDECIDED)))

    def action_close(self) -> None:
        super().action_close()
        if self._held is None and any(self.form.values.values()):
            self.coffeechat.tell("Without words there is no belief, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        values = self.form.values
        if values["statement"]:
            percent = beliefs.percentage(values["percent"] or str(UNDECIDED))
            self._held = Held(beliefs.add(self.store, values["statement"], percent), ())


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
