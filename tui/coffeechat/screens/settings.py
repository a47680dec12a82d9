"""The screen Settings: every rule on which experts differ, its value, and who says what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.method.rules import Rule, Rules, Value, all_rules, as_text, next_value
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import rules
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Settings"
COLUMNS = (
    Column("group", "", 11, priority=5),
    Column("title", "Rule", 1.2, min_width=24, priority=9),
    Column("value", "Value", 1.0, min_width=18, priority=8),
    Column("sources", "Who says what", 1.6, min_width=20, priority=4),
)
OWN = "●"
"""Marks a value that is not the default."""


class SettingsScreen(AppScreen):
    """What to go by."""

    EXPLANATION = (
        "The numbers and choices of the method. Where experts differ, each is named with what they say; the value that "
        "stands here is the article's, or the one most of them agree on, until you change it. A ● marks your own. They "
        "travel with you to your other machines, and u takes a change back."
    )
    OWN_COMMANDS = (
        Command(
            id="settings.change",
            title="Change",
            help="Asks for another value; a yes or no, or a choice, goes to the next one.",
            action="change",
            keys=("enter", "e"),
            group=_GROUP,
            footer=80,
        ),
        Command(
            id="settings.more",
            title="More",
            help="One more, or the next choice.",
            action="step(1)",
            keys=("plus", "right"),
            group=_GROUP,
            footer=75,
        ),
        Command(
            id="settings.less",
            title="Less",
            help="One less, or the choice before.",
            action="step(-1)",
            keys=("minus", "left"),
            group=_GROUP,
            footer=70,
        ),
        Command(
            id="settings.default",
            title="The default again",
            help="Goes back to what the sources say.",
            action="default",
            keys=("d", "delete"),
            group=_GROUP,
            footer=65,
            short="Default",
        ),
        Command(
            id="settings.back",
            title="Back",
            help="Closes the settings.",
            action="back",
            keys=("escape",),
            group=_GROUP,
            footer=90,
        ),
    )
    CSS = """
    SettingsScreen #about { height: 9; border-top: solid $panel; padding: 0 1; }
    SettingsScreen.-short #about { height: 3; }
    """

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "")
        yield VirtualTable(COLUMNS, MemoryRows(self._rows()), has_marks=False, enter="Change")
        with VerticalScroll(id="about", can_focus=False):
            yield Paragraphs()
        yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(TopBar).note = "Settings"

    def reload(self) -> None:
        table = self.query_one(VirtualTable)
        row = table.cursor_row
        table.show(MemoryRows(self._rows()))
        table.cursor_row = row
        self._show_about()

    def on_virtual_table_highlighted(self) -> None:
        self._show_about()

    def on_virtual_table_opened(self) -> None:
        self.action_change()

    def action_back(self) -> None:
        self.dismiss()

    def action_change(self) -> None:
        rule = self._rule()
        if rule.kind in ("yes/no", "choice"):
            self.action_step(1)
            return
        hint = rule.said(self._value(rule))
        ask = LineDialog(rule.title, told=rule.explanation, hint=hint, preview=partial(self._preview, rule))
        self.ask(ask, partial(self._put, rule))

    def action_step(self, by: int) -> None:
        rule = self._rule()
        value = next_value(rule, self._value(rule), by)
        if value is not None:
            self._put(rule, as_text(value))

    def action_default(self) -> None:
        self._put(self._rule(), "")

    def _put(self, rule: Rule, text: str) -> None:
        rules.put(self.store, rule, text)
        self.coffeechat.changed()

    def _preview(self, rule: Rule, text: str) -> str:
        return rule.said(rules.checked(self.store.connection, rule, text))

    def _rule(self) -> Rule:
        return all_rules()[self.query_one(VirtualTable).cursor_row]

    def _value(self, rule: Rule) -> Value:
        value: Value = getattr(rules.load(self.store.connection), rule.id)
        return value

    def _rows(self) -> list[TableRow]:
        return list(_rows(rules.load(self.store.connection)))

    def _show_about(self) -> None:
        rule = self._rule()
        self.query_one(Paragraphs).paragraphs = tuple(_about(rule))


def _rows(values: Rules) -> Iterator[TableRow]:
    group = ""
    for rule in all_rules():
        value = getattr(values, rule.id)
        mark = f" {OWN}" if value != rule.default else ""
        told = "; ".join(f"{source.who}: {source.says}" for source in rule.sources)
        shown = "" if rule.group == group else rule.group
        group = rule.group
        cells = (shown, rule.title, rule.said(value) + mark, told)
        yield TableRow(rule.id, cells, tones=("accent", "", "strong", "dim"))


def _about(rule: Rule) -> Iterator[Paragraph]:
    """What it means, what it would be by itself, and who says what."""
    yield Paragraph(Content.styled(rule.explanation, "bold"))
    yield Paragraph(Content.styled(f"By itself: {rule.said(rule.default)}.", "$text-muted"))
    for source in rule.sources:
        yield Paragraph(Content.assemble((f"{source.who}: ", "$text-muted"), source.says), lead=Content("  "))
