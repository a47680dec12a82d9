"""Every rule of the question checker: what it asks for, what it does to a score, and who says so."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from coffeechat.commands.footer import CommandFooter
from coffeechat.method.questions import Rule, explanations, rules
from coffeechat.screens.view import AppModal
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS: Final = (
    Column("code", "Rule", 5, priority=9),
    Column("name", "What it asks for", 1.0, min_width=20, priority=8),
    Column("effect", "What it does", 16, priority=7),
)


class RulesScreen(AppModal[None]):
    """The rules, one a row; the one under the cursor is explained."""

    EXPLANATION = (
        "Rules that begin with Q look at one question, those with P at a whole plan. What blocks is never asked: such "
        "a question gets 2 of 10 at most. Hints cost nothing. Each rule names who says so; Design marks our own choice."
    )
    CSS = """
    RulesScreen > Vertical { width: 90; height: 34; }
    RulesScreen Paragraphs { height: 9; padding: 1 0 0 0; }
    RulesScreen.-short Paragraphs { height: 5; padding: 0; }
    """

    def compose(self) -> ComposeResult:
        with self.framed("The rules for questions"):
            yield VirtualTable(COLUMNS, MemoryRows(_rows()), has_marks=False)
            yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        if event.row:
            self.query_one(Paragraphs).paragraphs = _explained(str(event.row.key))


def _rows() -> list[TableRow]:
    return [TableRow(told.code, (told.code, told.name, _effect(rules()[told.code]))) for told in explanations("en")]


def _effect(rule: Rule) -> str:
    if rule.effect == "costs":
        return f"costs {rule.points} of 10" if rule.points else "warns"
    return {"blocks": "blocks", "hints": "hints"}[rule.effect]


def _explained(code: str) -> tuple[Paragraph, ...]:
    told = next(told for told in explanations("en") if told.code == code)
    source = Content.styled(rules()[code].source, "$text-muted")
    return (Paragraph(Content(told.text)), Paragraph(source, lead=Content.styled("Source  ", "$text-muted")))
