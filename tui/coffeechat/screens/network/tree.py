"""Who led to whom: every introduction in one picture, introducers at the root."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from coffeechat.commands.footer import CommandFooter
from coffeechat.method import introductions as method
from coffeechat.method.introductions.tree import Line, lines
from coffeechat.screens.network.commands import TREE_COMMANDS
from coffeechat.screens.network.marks import MARKS, TONES
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import network
from coffeechat.store.network import Member, Network
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import Key, MemoryRows, TableRow, Tone
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.virtual_table import VirtualTable

COLUMNS: Final = (
    Column("person", "Who led to whom", 1.6, min_width=24, priority=9),
    Column("state", "Introduction", 22, priority=8),
    Column("talks", "Talks", 7, priority=7),
    Column("job", "", 1.2, min_width=14, priority=3),
)
EMPTY: Final = (
    "Nobody has introduced you to anybody yet.\n\n"
    "Ask everybody you talk to for two names. On a person, I asks for an introduction to them."
)
HELD, TO_COME, MOST_TALKS = "●", "○", 7


class IntroductionsScreen(AppScreen):
    """The tree. Each branch can be closed; enter opens a person."""

    EXPLANATION = (
        "Introducers stand at the root, those they led you to beneath. ○ ◔ ◑ ◕ ● show how far an introduction has come "
        "(wished, asked, introducer's yes, both yes, made), ✓ that the introducer knows how it went; under Talks ● is "
        "one held, ○ one to come. Who came through one root counts as one voice among the insights. Always ask for "
        "more than one name (CSUN: at least two)."
    )
    OWN_COMMANDS = TREE_COMMANDS
    CSS = """
    IntroductionsScreen #summary { height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._network = Network({}, {})
        self._folded: set[bytes] = set()
        self._lines: list[Line] = []

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "people")
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False)
        yield Static("", id="summary", markup=False)
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self._network = network.network(self.store.connection)
        self.query_one("#summary", Static).update(_summary(self._network))
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action == "back" or bool(self._lines)

    def on_virtual_table_opened(self) -> None:
        from coffeechat.screens.people.person import PersonScreen

        line = self._line()
        if line and line.person_id in self._network.members:
            self.coffeechat.push_screen(PersonScreen(line.person_id))

    def action_back(self) -> None:
        self.dismiss()

    def action_introductions(self) -> None:
        from coffeechat.screens.network.dialog import IntroductionDialog

        line = self._line()
        if line:
            self.coffeechat.push_screen(IntroductionDialog(line.person_id))

    def action_fold(self) -> None:
        line = self._line()
        if line and line.beneath:
            self._folded ^= {line.person_id}
            self._show()

    def action_open_branch(self) -> None:
        line = self._line()
        if line and line.is_folded:
            self.action_fold()

    def action_close_branch(self) -> None:
        line = self._line()
        if line and line.beneath and not line.is_folded:
            self.action_fold()
        elif line and line.edge:
            above = [other.person_id for other in self._lines if not other.stands_elsewhere]
            self._go_to(line.edge.introducer_id, above)

    def action_fold_all(self) -> None:
        everybody = {line.person_id for line in lines(self._network.edges) if line.beneath}
        self._folded = set() if self._folded else everybody
        self._show()

    def _go_to(self, person_id: bytes, above: list[bytes]) -> None:
        if person_id in above:
            key = next(_key(one) for one in self._lines if one.person_id == person_id and not one.stands_elsewhere)
            self._move_to(key)

    def _show(self) -> None:
        """The cursor stays on its line."""
        table = self.query_one(VirtualTable)
        at = table.highlighted
        self._lines = lines(self._network.edges, self._folded)
        table.show(MemoryRows([_row(line, self._network) for line in self._lines]))
        if at:
            self._move_to(at.key)
        self.refresh_bindings()

    def _move_to(self, key: Key) -> None:
        keys = [_key(line) for line in self._lines]
        self.query_one(VirtualTable).cursor_row = keys.index(key) if key in keys else 0

    def _line(self) -> Line | None:
        row = self.query_one(VirtualTable).highlighted
        return next((line for line in self._lines if row and _key(line) == row.key), None)


def _key(line: Line) -> bytes:
    return line.edge.id if line.edge else line.person_id


def _row(line: Line, whole: Network) -> TableRow:
    member = whole.members[line.person_id]
    tones: tuple[Tone, ...] = ("", "", "", "dim")
    way = ""
    if line.edge:
        state = whole.known[line.edge.id].state
        way = f"{MARKS.get(state, '·')} {method.word(state)}"
        tones = ("dim" if line.stands_elsewhere else "", TONES.get(state, ""), "", "dim")
    else:
        tones = ("strong", "", "", "dim")
    return TableRow(_key(line), (_name(line, member), way, _talks(member), member.job), tones=tones)


def _name(line: Line, member: Member) -> str:
    if line.stands_elsewhere:
        return f"{line.guides}{member.name} (also elsewhere)"
    if line.is_folded:
        return f"{line.guides}{member.name} ▸ {line.beneath}"
    return f"{line.guides}{member.name}"


def _talks(member: Member) -> str:
    return (HELD * member.talks_held + TO_COME * member.talks_to_come)[:MOST_TALKS]


def _summary(whole: Network) -> str:
    if not whole.known:
        return ""
    led = len({edge.person_id for edge in whole.edges if edge.has_led})
    roots = sum(1 for line in lines(whole.edges) if line.edge is None)
    parts = [
        f"{led} {'person' if led == 1 else 'people'} reached through introductions, {roots} at the root",
        *_counted(whole.count("wished"), "wished for"),
        *_counted(whole.count("asked", "introducer_ok", "target_ok"), "on the way"),
        *_counted(whole.count("met"), "loop to close" if whole.count("met") == 1 else "loops to close"),
        *_counted(whole.without_consent, "made without a yes"),
    ]
    return ", ".join(parts)


def _counted(count: int, what: str) -> list[str]:
    return [f"{count} {what}"] if count else []
