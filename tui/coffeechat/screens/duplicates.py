"""The view Duplicates: pairs of people who may be one, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from coffeechat.commands.command import Command
from coffeechat.method.identity import Pair
from coffeechat.screens.people.portrait import likeness_of
from coffeechat.screens.view import View
from coffeechat.store import duplicates, merging, pages, people
from coffeechat.store.store import Store
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import Key, MemoryRows, TableRow, Tone
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "Duplicates"

COLUMNS = (
    Column("tier", "", 9, priority=8),
    Column("one", "One", 1.0, min_width=16, priority=9),
    Column("other", "Other", 1.0, min_width=16, priority=9),
    Column("why", "Why", 1.2, min_width=16, priority=7),
)

Settling = Callable[[Store, Sequence[tuple[bytes, bytes]]], None]
"""What can be done with pairs."""
TONES: dict[str, Tone] = {"certain": "accent", "possible": "dim"}


class DuplicatesView(View):
    """Who is in the list twice."""

    NAME = "duplicates"
    EXPLANATION = (
        "Pairs who may be one person: certain (the same e-mail or profile), likely (the same name and organisation) "
        "and, with o, possible ones (the same name, or one letter apart). Merging keeps everything of both and is one "
        "undo. Pairs you tell apart are not shown again."
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
    DuplicatesView.-none #sides { display: none; }
    DuplicatesView #sides VerticalScroll { padding: 0 1; width: 1fr; }
    DuplicatesView #sides VerticalScroll:last-of-type { border-left: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pairs: dict[Key, Pair] = {}
        self._with_possible = False
        self._sides = {"one": Paragraphs(), "other": Paragraphs()}

    def compose_content(self) -> ComposeResult:
        yield VirtualTable(COLUMNS, MemoryRows(), all_keys=lambda: self._pairs)
        with Horizontal(id="sides"):
            for side in self._sides.values():
                with VerticalScroll(can_focus=False):
                    yield side

    def show(self) -> None:
        self._show_pairs(self._present(self._pairs.values()))
        self._search()

    def on_virtual_table_highlighted(self) -> None:
        self._show_sides()

    def on_virtual_table_opened(self) -> None:
        """A closer look at the left one, before something is done."""
        from coffeechat.screens.people.person import PersonScreen

        pair = self._highlighted()
        if pair:
            self.coffeechat.push_screen(PersonScreen(pair.one))

    def action_merge(self) -> None:
        self._settle(merging.merge_pairs, "Merged")

    def action_merge_right(self) -> None:
        self._settle(merging.merge_pairs, "Merged", is_turned=True)

    def action_different(self) -> None:
        self._settle(merging.tell_apart, "Told apart")

    def action_possible(self) -> None:
        self._with_possible = not self._with_possible
        self._search()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nobody."""
        needs_a_pair = action in ("merge", "merge_right", "different")
        return bool(self._pairs) if needs_a_pair else super().check_action(action, parameters)

    def _settle(self, act: Settling, what: str, *, is_turned: bool = False) -> None:
        """The pairs go at once; looking for what is left takes a moment."""
        pairs = self._chosen()
        if not pairs:
            return
        act(self.store, [(pair.other, pair.one) if is_turned else (pair.one, pair.other) for pair in pairs])
        self.query_one(VirtualTable).clear_marks()
        self._pairs = {key: pair for key, pair in self._pairs.items() if pair not in pairs}
        self.coffeechat.changed()
        self.coffeechat.tell(f"{what}{'' if len(pairs) == 1 else f' {len(pairs):,} pairs'}. u takes it back.")

    def _chosen(self) -> list[Pair]:
        return self._present(self._pairs[key] for key in self.query_one(VirtualTable).chosen if key in self._pairs)

    def _highlighted(self) -> Pair | None:
        row = self.query_one(VirtualTable).highlighted
        return self._pairs.get(row.key) if row else None

    def _present(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Those of whom both are still on the list."""
        there = set(pages.People(self.store.connection).ids()) if self._pairs else set()
        return [pair for pair in pairs if pair.one in there and pair.other in there]

    def _search(self) -> None:
        self.note("looking for duplicates …")
        self.query_one(VirtualTable).show_empty_text("Looking for duplicates …")
        self.work(partial(_find, self.store.path, self._with_possible), self._show_found, failed=self._show_failed)

    def _show_found(self, pairs: list[Pair]) -> None:
        hint = "" if self._with_possible else "\n\nPress o for pairs that only share a name."
        self.query_one(VirtualTable).show_empty_text(f"Nobody is here twice.{hint}")
        self._show_pairs(pairs)
        self.note(f"{len(pairs):,} pair{'' if len(pairs) == 1 else 's'}")

    def _show_failed(self) -> None:
        self.note("")
        self.query_one(VirtualTable).show_empty_text("")

    def _show_pairs(self, pairs: list[Pair]) -> None:
        table = self.query_one(VirtualTable)
        at = table.cursor_row
        self._pairs = {f"{pair.one.hex()} {pair.other.hex()}": pair for pair in pairs}
        self.set_class(not pairs, "-none")
        table.show(_Pairs(self.store, self._pairs))
        table.cursor_row = at
        self._show_sides()
        self.refresh_bindings()

    def _show_sides(self) -> None:
        pair = self._highlighted()
        for side, shown in self._sides.items():
            known = people.detail(self.store.connection, getattr(pair, side)) if pair else None
            shown.paragraphs = likeness_of(self.store, known) if known else ()


class _Pairs:
    """The pairs as rows; names are read when a page is shown."""

    def __init__(self, store: Store, pairs: dict[Key, Pair]) -> None:
        self._connection = store.connection
        self._pairs = list(pairs.items())

    def count(self) -> int:
        return len(self._pairs)

    def page(self, offset: int, limit: int) -> list[TableRow]:
        return [self._row(key, pair) for key, pair in self._pairs[offset : offset + limit]]

    def _row(self, key: Key, pair: Pair) -> TableRow:
        lines = (pages.line_of(self._connection, person) for person in (pair.one, pair.other))
        names = (line.name if line else "" for line in lines)
        return TableRow(key, (pair.tier, *names, pair.why), tone=TONES.get(pair.tier, ""))


def _find(path: Path, with_possible: bool) -> list[Pair]:
    """In a thread of its own; the surer tiers come first, so the others need not be looked for."""
    found = []
    with Store(path) as store:
        for pair in duplicates.find(store.connection):
            if pair.tier == "possible" and not with_possible:
                break
            found.append(pair)
    return found
