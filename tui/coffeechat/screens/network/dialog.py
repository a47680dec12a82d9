"""The introductions of one person: wish for one, move it on a key a state, see its history, close the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from textual.app import ComposeResult
from textual.content import Content

from coffeechat.commands.footer import CommandFooter
from coffeechat.method import introductions as method
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.network.commands import INTRODUCTION_COMMANDS
from coffeechat.screens.network.introducers import ChooseIntroducer
from coffeechat.screens.network.marks import TONES, track
from coffeechat.screens.view import AppModal
from coffeechat.store import introductions
from coffeechat.store.introductions import Known
from coffeechat.store.people import detail
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.paragraphs import Paragraph, Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS: Final = (
    Column("introducer", "Through", 1.0, min_width=16, priority=9),
    Column("person", "To", 1.0, min_width=16, priority=8),
    Column("track", "Way", 8, priority=6),
    Column("state", "State", 20, priority=7),
)
DECLINED: Final = {"asked": "declined_by_introducer", "introducer_ok": "declined_by_target"}
MESSAGES: Final = {
    "wished": ("intro_ask", True),
    "target_ok": ("ask", False),
    "made": ("ask", False),
    "met": ("update", True),
}
"""What kind of message a state asks for, and whether it goes to the introducer."""
ANSWERS: Final = {None: "not said", True: "yes", False: "no"}
NEXT_ANSWER: Final = {None: True, True: False, False: None}


class IntroductionDialog(AppModal[None]):
    """Those that lead to the person, then those the person leads on to."""

    EXPLANATION = (
        "Each side is asked before an introduction is made: first the introducer, then the person (double opt-in). "
        "n takes the usual next step. A message or a talk with the person moves it on by itself; what nobody moves "
        "expires (Settings say after how long) and can be wished for again. Once you have met, tell the introducer how "
        "it went: that closes the loop. Ask whether you may use their name, and whether they would call ahead (CSUN)."
    )
    OWN_COMMANDS = INTRODUCTION_COMMANDS
    CSS = """
    IntroductionDialog > Vertical { width: 100; height: 80%; }
    IntroductionDialog.-short > Vertical { height: 100%; }
    IntroductionDialog Paragraphs { margin: 1 0; }
    IntroductionDialog.-short Paragraphs { margin: 0; max-height: 2; }
    """

    def __init__(self, person_id: bytes) -> None:
        super().__init__()
        self._person_id = person_id
        self._who = ""
        self._known: list[Known] = []

    def compose(self) -> ComposeResult:
        person = detail(self.store.connection, self._person_id, touches=0)
        self._who = person.name if person else introductions.REMOVED
        empty = f"Nobody introduces you to {plain(self._who)} yet.\n\nPress a to choose who could."
        with self.framed(f"Introductions: {self._who}"):
            yield VirtualTable(COLUMNS, MemoryRows(), empty_text=empty, has_marks=False)
            yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        connection = self.store.connection
        self._known = [
            *introductions.to_person(connection, self._person_id),
            *introductions.by_person(connection, self._person_id),
        ]
        table = self.query_one(VirtualTable)
        at, rows = table.highlighted, MemoryRows([_row(known) for known in self._known])
        table.show(rows)
        table.cursor_row = (at and rows.position(at.key)) or 0
        self._show_history()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        known = self._chosen()
        if known is None:
            return action in ("add", "name", "tree", "close")
        allowed = {
            "next": bool(method.next_states(known.state)),
            "decline": known.state in DECLINED,
            "write": known.state in MESSAGES,
            "override": known.state == "introducer_ok",
        }
        return allowed.get(action, True)

    def on_virtual_table_highlighted(self) -> None:
        self._show_history()
        self.refresh_bindings()

    def on_virtual_table_opened(self) -> None:
        """Whoever is at the other end."""
        from coffeechat.screens.people.person import PersonScreen

        known = self._chosen()
        if known:
            row = known.introduction
            other = row.introducer_id if row.person_id == self._person_id else row.person_id
            self.dismiss()
            self.coffeechat.push_screen(PersonScreen(other or b""))

    def action_next(self) -> None:
        self._with(lambda known: self._move(known, method.next_states(known.state)[0]))

    def action_write(self) -> None:
        self._with(self._write)

    def action_decline(self) -> None:
        self._with(lambda known: self._move(known, DECLINED[known.state]))

    def action_override(self) -> None:
        known = self._chosen()
        if known:
            told = f"{known.person} was not asked. Both sides are asked first as a rule; say why it was right here."
            ask = LineDialog("Made without their yes", told=told, hint="both sat at one table", is_kept=True)
            self.ask(ask, lambda reason: self._move(known, "made", reason))

    def action_add(self) -> None:
        self.ask(ChooseIntroducer(self._person_id, self._who), self._add)

    def action_name(self) -> None:
        told = f"{self._who} named somebody to you. Whom?"
        ask = LineDialog("A name was given", told=told, hint="Ingrid Halvorsen", is_kept=True)
        self.ask(ask, self._add_named)

    def action_step(self, column: str) -> None:
        def step(known: Known) -> None:
            said = NEXT_ANSWER[getattr(known.introduction, column)]
            introductions.edit(self.store, known, **{column: said})
            self.coffeechat.changed()

        self._with(step)

    def action_note(self) -> None:
        self._with(self._edit_note)

    def action_remove(self) -> None:
        def remove(known: Known) -> None:
            introductions.remove(self.store, known)
            self.coffeechat.changed()
            self.coffeechat.tell("Removed. u takes it back.")

        self._with(remove)

    def action_tree(self) -> None:
        from coffeechat.screens.network.tree import IntroductionsScreen

        self.dismiss()
        self.coffeechat.push_screen(IntroductionsScreen())

    def _with(self, act: Callable[[Known], None]) -> None:
        known = self._chosen()
        if known is not None:
            act(known)

    def _chosen(self) -> Known | None:
        row = self.query_one(VirtualTable).highlighted
        return next((known for known in self._known if row and known.introduction.id == row.key), None)

    def _write(self, known: Known) -> None:
        from coffeechat.screens.outreach import ComposeScreen

        kind, is_to_introducer = MESSAGES[known.state]
        row = known.introduction
        to = row.introducer_id if is_to_introducer else row.person_id
        self.coffeechat.push_screen(ComposeScreen(to or b"", kind, introduction_id=row.id))

    def _move(self, known: Known, to: str, reason: str = "") -> None:
        introductions.set_state(self.store, known.introduction.id, to, reason=reason)
        self.coffeechat.changed()

    def _add(self, introducer_id: bytes) -> None:
        added = introductions.add(self.store, introducer_id, self._person_id)
        self._show_added(added.id)

    def _add_named(self, name: str) -> None:
        added = introductions.named(self.store, None, self._person_id, name)
        self._show_added(added.id)

    def _show_added(self, introduction_id: bytes) -> None:
        self.coffeechat.changed()
        rows = [known.introduction.id for known in self._known]
        self.query_one(VirtualTable).cursor_row = rows.index(introduction_id)

    def _edit_note(self, known: Known) -> None:
        from coffeechat.screens.editor import edit

        def save(text: str) -> None:
            introductions.edit_note(self.store, known, text)
            self.coffeechat.changed()

        edit(self.coffeechat, known.introduction.note or "", f"{known.introducer} and {known.person}", save)

    def _show_history(self) -> None:
        known = self._chosen()
        self.query_one(Paragraphs).paragraphs = tuple(_history(known)) if known else ()


def _row(known: Known) -> TableRow:
    cells = (known.introducer, known.person, track(known.state), method.word(known.state))
    return TableRow(known.introduction.id, cells, tone=TONES.get(known.state, ""))


def _history(known: Known) -> Iterator[Paragraph]:
    introduction = known.introduction
    yield Paragraph(Content.styled(plain(known.next), "$text-accent"), lead=Content.styled("Now     ", "$text-muted"))
    steps = ", ".join(" ".join((method.word(step.state), (step.at or "")[:10])).strip() for step in known.steps)
    yield Paragraph(Content(steps), lead=Content.styled("Way     ", "$text-muted"))
    name, ahead = ANSWERS[introduction.may_use_name], ANSWERS[introduction.will_call_ahead]
    agreed = f"you may use {known.introducer}'s name: {name}; they call ahead: {ahead}"
    yield Paragraph(Content(plain(agreed)), lead=Content.styled("Agreed  ", "$text-muted"))
    for label, text in (("Why    ", introduction.override_reason), ("Note   ", introduction.note)):
        if text:
            yield Paragraph(Content(plain(text)), lead=Content.styled(f"{label} ", "$text-muted"))
