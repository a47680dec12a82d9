"""The view Duplicates: pairs of people who may be one, side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from coffeechat.commands.command import Command
from coffeechat.method.identity import Pair
from coffeechat.screens.people.portrait import portrait_of
from coffeechat.screens.view import View
from coffeechat.store import duplicates, merging, pages, people
from coffeechat.store.store import Store
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Duplicates"

COLUMNS = (
    Column("tier", "", 9, priority=8),
    Column("one", "One", 1.0, min_width=16, priority=9),
    Column("other", "Other", 1.0, min_width=16, priority=9),
    Column("why", "Why", 1.2, min_width=16, priority=7),
)


class DuplicatesView(View):
    """Who is in the list twice."""

    NAME = "duplicates"
    EXPLANATION = (
        "Pairs who may be one person: certain (the same e-mail or profile), likely (the same name and organisation) and, "
        "with o, possible ones (the same name, or one letter apart). Merging keeps everything of both and is one undo. "
        "Pairs you tell apart are not shown again."
    )
    OWN_COMMANDS = (
        Command(
            id="duplicates.merge",
            title="Merge",
            help="Makes one person of the pair; the left one's name stands. With marks, merges all marked pairs.",
            action="merge",
            keys=("m",),
            group=_GROUP,
            footer=80,
        ),
        Command(
            id="duplicates.merge_right",
            title="Merge, keep the right one",
            help="Makes one person of the pair; the right one's name stands.",
            action="merge_right",
            keys=("M",),
            group=_GROUP,
        ),
        Command(
            id="duplicates.different",
            title="Two people",
            help="Says that they are not the same; remembered.",
            action="different",
            keys=("n",),
            group=_GROUP,
            footer=75,
        ),
        Command(
            id="duplicates.possible",
            title="Possible ones, too",
            help="Shows or hides the pairs that only share a name.",
            action="possible",
            keys=("o",),
            group=_GROUP,
            footer=70,
            short="Possible",
        ),
    )
    CSS = """
    DuplicatesView #sides { height: 50%; border-top: solid $panel; }
    DuplicatesView #sides VerticalScroll { padding: 0 1; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pairs: dict[str, Pair] = {}
        self._with_possible = False
        self._read_at = -1

    def compose_content(self) -> ComposeResult:
        yield VirtualTable(COLUMNS, MemoryRows(), empty_text="Looking for duplicates …")
        with Horizontal(id="sides"):
            for side in ("one", "other"):
                with VerticalScroll(can_focus=False):
                    yield Static("", id=side, markup=False)

    def show(self) -> None:
        self._search()
        self.query_one(VirtualTable).focus()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.name == "duplicates" and event.state is WorkerState.SUCCESS:
            self._show_pairs(event.worker.result or [])

    def on_virtual_table_highlighted(self) -> None:
        self._show_sides()

    def on_virtual_table_opened(self) -> None:
        self.action_merge()

    def action_merge(self) -> None:
        self._merge([(pair.one, pair.other) for pair in self._chosen()])

    def action_merge_right(self) -> None:
        self._merge([(pair.other, pair.one) for pair in self._chosen()])

    def action_different(self) -> None:
        for pair in self._chosen():
            merging.declare_different(self.store, pair.one, pair.other)
        self._done("Told apart. u takes it back.")

    def action_possible(self) -> None:
        self._with_possible = not self._with_possible
        self._search()

    def _merge(self, pairs: list[tuple[bytes, bytes]]) -> None:
        """A person may stand in several marked pairs: who is merged already is found in whoever kept them."""
        kept: dict[bytes, bytes] = {}
        for one, other in pairs:
            while one in kept:
                one = kept[one]
            while other in kept:
                other = kept[other]
            if one != other:
                merging.merge(self.store, one, other)
                kept[other] = one
        if pairs:
            self._done(f"Merged {len(pairs)} pair{'s' if len(pairs) > 1 else ''}. u takes it back.")

    def _done(self, sentence: str) -> None:
        self.query_one(VirtualTable).clear_marks()
        self.coffeechat.changed()
        self.coffeechat.tell(sentence)

    def _chosen(self) -> list[Pair]:
        return [
            self._pairs[str(key)] for key in self.query_one(VirtualTable).chosen if str(key) in self._pairs
        ]

    def _search(self) -> None:
        work = partial(_find, self.store.path, self._with_possible)
        self.run_worker(
            work, thread=True, exclusive=True, exit_on_error=False, name="duplicates", group="duplicates"
        )

    def _show_pairs(self, pairs: list[Pair]) -> None:
        table = self.query_one(VirtualTable)
        self._pairs = {f"{pair.one.hex()} {pair.other.hex()}": pair for pair in pairs}
        at = table.cursor_row
        hint = "" if self._with_possible else "\n\nPress o for pairs that only share a name."
        table.show_empty_text(f"Nobody is here twice.{hint}")
        table.show(_Pairs(self.store, self._pairs))
        table.cursor_row = at
        self._show_sides()
        self.note(f"{len(pairs):,} pairs")

    def _show_sides(self) -> None:
        chosen = self._chosen()
        for side in ("one", "other"):
            known = people.detail(self.store.connection, getattr(chosen[0], side)) if chosen else None
            self.query_one(f"#{side}", Static).update(portrait_of(self.store, known) if known else "")


class _Pairs:
    """The pairs as rows; names are read when a page is shown."""

    def __init__(self, store: Store, pairs: dict[str, Pair]) -> None:
        self._connection = store.connection
        self._pairs = list(pairs.items())

    def count(self) -> int:
        return len(self._pairs)

    def page(self, offset: int, limit: int) -> list[TableRow]:
        return [self._row(key, pair) for key, pair in self._pairs[offset : offset + limit]]

    def _row(self, key: str, pair: Pair) -> TableRow:
        lines = (pages.line_of(self._connection, person) for person in (pair.one, pair.other))
        names = (line.name if line else "" for line in lines)
        tone = {"certain": "accent", "possible": "dim"}.get(pair.tier, "")
        return TableRow(key, (pair.tier, *names, pair.why), tone=tone)  # type: ignore[arg-type]


def _find(path: Path, with_possible: bool) -> list[Pair]:
    """In a thread of its own; the surer tiers come first, so the others need not be looked for."""
    found = []
    with Store(path) as store:
        for pair in duplicates.find(store.connection):
            if pair.tier == "possible" and not with_possible:
                break
            found.append(pair)
    return found
