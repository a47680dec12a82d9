"""The list of people, ranked for the job truly wanted, with the person under the cursor beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Button, Input, Static

from coffeechat.screens.people.lens import LENS, chosen_lens
from coffeechat.screens.people.list_commands import LIST_COMMANDS
from coffeechat.screens.people.one import PERSON_COMMANDS, REST_SECONDS, OnePerson
from coffeechat.screens.people.rows import COLUMNS, PeopleRows
from coffeechat.screens.people.welcome import Welcome, Welcoming
from coffeechat.screens.view import View
from coffeechat.store import merging, pages, people, search, stale, targets
from coffeechat.store.pages import Order
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.widgets.filter_box import FilterBox
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.virtual_table import VirtualTable

ORDERS: dict[str, str] = {
    "score": "rank",
    "name": "name",
    "organisation": "organisation",
    "contacted": "last contact",
}
"""Columns the list can be sorted by, and what the order is called."""
HINT = "Press 5 and name the job you want: this list is then ranked for it."
ANYTIME = ("add", "import")
"""Actions that are there also while there is nobody."""


class PeopleView(OnePerson, Welcoming, View):
    """Whom to talk to first, and why."""

    NAME = "people"
    EXPLANATION = (
        "Everybody you know of, those first who know most of the job you want and could hire for it (the crystal lens) "
        "or who know most of it (research). Personnel are set aside: they fill jobs, they do not do them. "
        "The panel says why, factor by factor. In the filter, at:acme, title:planner, tag:alumni and note:thesis "
        "look in one place only."
    )
    OWN_COMMANDS = (*LIST_COMMANDS, *PERSON_COMMANDS)
    CSS = """
    PeopleView #filter { height: 1; padding: 0 1; }
    PeopleView #filter Input { width: 1fr; }
    PeopleView #count { width: 36; max-width: 60%; text-align: right; color: $text-muted; }
    PeopleView #hint { display: none; padding: 0 1; color: $text-accent; }
    PeopleView.-without-target #hint { display: block; }
    PeopleView #beside { width: 46; border-left: solid $panel; padding: 0 1; display: none; }
    PeopleView.-wide #beside { display: block; }
    PeopleView Welcome { display: none; }
    PeopleView.-empty Welcome { display: block; }
    PeopleView.-empty #list { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_ranking = False
        self._has_target = False
        self._target_id: bytes | None = None
        self._resting: Timer | None = None

    def compose_content(self) -> ComposeResult:
        self._rows = PeopleRows(self.store.connection)
        self._set_out()
        with Horizontal(id="list"):
            with Vertical():
                with Horizontal(id="filter"):
                    yield FilterBox(self._filter, "/ to filter")
                    yield Static("", id="count", markup=False)
                yield Static(HINT, id="hint", markup=False)
                yield VirtualTable(COLUMNS, self._rows, all_keys=self._rows.keys, id="people")
            with VerticalScroll(id="beside", can_focus=False):
                yield Paragraphs(id="portrait")

    def on_mount(self) -> None:
        super().on_mount()
        if not self.has_class("-empty"):
            self.query_one(VirtualTable).focus()

    def on_resize(self) -> None:
        self._rest()

    def show(self) -> None:
        self._greet_or_list()
        self._rank_if_stale()
        if self._is_ranked() != self._has_target and (self._rows.order == "name" or self._rows.is_by_rank):
            self._set_out()
            self._show_from_top()
        else:
            self._show_again()
        self._show_count()
        self._show_target()
        self._rest()

    def _greet_or_list(self) -> None:
        was_empty = self.has_class("-empty")
        self.set_class(pages.is_empty(self.store.connection), "-empty")
        if self.has_class("-empty") and not self.query(Welcome):
            self.mount(Welcome(), before="#list")
        if was_empty and not self.has_class("-empty"):
            self.query_one(VirtualTable).focus()
        elif self.has_class("-empty") and not was_empty:
            self.call_after_refresh(lambda: self.query(Button).first().focus())

    def _show_again(self) -> None:
        """The cursor stays on its person; at the top of a list that has grown, or is ranked for another target, it is
        for those who are now the first."""
        table = self.query_one(VirtualTable)
        was_at_top, before = table.cursor_row == 0, table.row_count
        table.refresh_rows()
        if (was_at_top and table.row_count > before) or self._is_for_another_target():
            table.cursor_row = 0

    def _is_for_another_target(self) -> bool:
        """Since the last time; asked when everybody is ranked for it."""
        target = targets.chosen(self.store.connection)
        if self._is_ranking or target is None:
            return False
        before, self._target_id = self._target_id, target.id
        return before is not None and before != target.id

    def subject(self) -> Detail | None:
        row = self.query_one(VirtualTable).highlighted
        return people.detail(self.store.connection, bytes(row.key)) if row and isinstance(row.key, bytes) else None

    def on_input_submitted(self) -> None:
        self.set_focus(self.query_one(VirtualTable))  # at once: the next key is meant for it

    def on_virtual_table_marks_changed(self) -> None:
        self._show_count()

    def on_virtual_table_highlighted(self) -> None:
        self._rest()

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        from coffeechat.screens.people.person import PersonScreen

        if isinstance(event.row.key, bytes):
            self.coffeechat.push_screen(PersonScreen(event.row.key))

    def on_virtual_table_sort_requested(self, event: VirtualTable.SortRequested) -> None:
        if event.column in ORDERS:
            self._sort_by(event.column)

    def action_filter(self) -> None:
        """At once, so that what is typed next goes there."""
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        box, table = self.query_one(Input), self.query_one(VirtualTable)
        if not box.value and not box.has_focus:
            table.clear_marks()
        box.value = ""
        table.focus()

    def action_lens(self) -> None:
        self._rows.lens = "research" if self._rows.lens == "crystal" else "crystal"
        self.coffeechat.remember(LENS, self._rows.lens)
        if self._rows.is_by_rank:
            self._rows.order = self._rows.lens
        self._show_from_top()

    def action_sort(self) -> None:
        columns = list(ORDERS)
        self._sort_by(columns[(columns.index(self._column()) + 1) % len(columns)])

    def action_reverse(self) -> None:
        self._rows.is_reversed = not self._rows.is_reversed
        self._show_from_top()

    def action_add(self) -> None:
        self.add_person()

    def action_to_list(self) -> None:
        self.query_one(VirtualTable).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to work on is not offered; the demo only while there is nobody to lose sight of."""
        if action in ANYTIME:
            return True
        if self.has_class("-empty"):
            return action == "demo"
        box = self.query_one(Input)
        if action == "clear":
            return bool(box.value or box.has_focus or self.query_one(VirtualTable).marks)
        return {"demo": False, "filter": not box.has_focus, "to_list": box.has_focus}.get(action, True)

    def action_merge(self) -> None:
        marks = [mark for mark in self.query_one(VirtualTable).marks if isinstance(mark, bytes)]
        if len(marks) != 2:
            are = "is" if len(marks) == 1 else "are"
            self.coffeechat.tell(f"Mark two people with space, then merge; {len(marks)} {are} marked.")
            return
        merging.merge(self.store, *marks)
        self._done("Merged")

    def action_tag(self) -> None:
        from coffeechat.screens.people.adding import AskTag

        self.ask(AskTag(), self._tag)

    def action_remove(self) -> None:
        chosen = self._chosen()
        if chosen:
            first = people.detail(self.store.connection, chosen[0])
            label = f"remove {first.name if first and len(chosen) == 1 else f'{len(chosen)} people'}"
            people.remove(self.store, chosen, label)
            self._done("Removed")

    def _chosen(self) -> list[bytes]:
        return [key for key in self.query_one(VirtualTable).chosen if isinstance(key, bytes)]

    def _tag(self, tag: str) -> None:
        people.add_tag(self.store, self._chosen(), tag)
        self._done(f"Tagged {tag}")

    def _done(self, what: str) -> None:
        self.query_one(VirtualTable).clear_marks()
        self.coffeechat.changed()
        self.coffeechat.tell(f"{what}. u takes it back.")

    def added(self, person_id: bytes) -> None:
        self.coffeechat.changed()
        self.query_one(VirtualTable).cursor_row = self._rows.position(person_id) or 0
        super().added(person_id)

    def _set_out(self) -> None:
        """By rank where there is a target, else by name."""
        self._has_target = self._is_ranked()
        self._rows.lens = chosen_lens(self.store)
        self._rows.order = self._rows.lens if self._is_ranked() else "name"

    def _is_ranked(self) -> bool:
        return targets.chosen(self.store.connection) is not None

    def _column(self) -> str:
        return "score" if self._rows.is_by_rank else self._rows.order

    def _filter(self, text: str) -> None:
        had_text, self._rows.text = bool(self._rows.text), text
        self._show_from_top()
        if had_text != bool(text):  # esc now has something to clear, or nothing any more
            self.refresh_bindings()

    def _show_from_top(self) -> None:
        self.query_one(VirtualTable).show(self._rows)
        self._show_count()

    def _sort_by(self, column: str) -> None:
        order: Order = self._rows.lens if column == "score" else column  # type: ignore[assignment]
        self._rows.is_reversed = order == self._rows.order and not self._rows.is_reversed
        self._rows.order = order
        self._show_from_top()

    def _show_count(self) -> None:
        """How many, and in which order; cheap enough for every key."""
        rows, table = self._rows, self.query_one(VirtualTable)
        descending = (self._column() in ("score", "contacted")) != rows.is_reversed
        table.show_sorting(self._column(), descending=descending)
        table.show_empty_text("Ranking …" if self._is_ranking else "Nobody matches.\n\nesc shows everybody again.")
        marked = len(table.marks)
        parts = [f"{marked:,} marked"] if marked else []
        self.query_one("#count", Static).update(", ".join([*parts, self._count()]), layout=False)

    def _show_target(self) -> None:
        target = targets.chosen(self.store.connection)
        self.set_class(target is None, "-without-target")
        self.note(f"for {target.name}" if target else "")
        self.refresh_bindings()

    def _count(self) -> str:
        rows = self._rows
        if self._is_ranking:
            return f"ranking {pages.everybody(self.store.connection):,} people …"
        if rows.is_capped:
            return f"{search.CAP:,}+ match, keep typing"
        what = "match" if rows.text.strip() else "person" if rows.found == 1 else "people"
        found = f"{rows.found:,} {what}"
        return f"{found}, {rows.lens} lens" if rows.is_by_rank else f"{found} by {ORDERS[self._column()]}"

    def _rest(self) -> None:
        """The panel follows when the keys rest: laying it out takes longer than the list's own frame."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._show_person)

    @property
    def is_resting(self) -> bool:
        """Whether the panel has yet to follow."""
        return self._resting is not None

    def _show_person(self) -> None:
        self._resting = None
        if not self.has_class("-wide"):
            return
        from coffeechat.screens.people.portrait import portrait_of  # 25 ms with its data, after the first paint

        known = self.subject()
        self.query_one(Paragraphs).paragraphs = portrait_of(self.store, known) if known else ()

    def _rank_if_stale(self) -> None:
        if stale.is_stale(self.store.connection):
            self._is_ranking = self._is_ranked()
            self.work(partial(_rank, self.store.path), self._ranked, failed=self._ranked_no_more, group="rank")

    def _ranked(self, _: None) -> None:
        self._is_ranking = False
        self.coffeechat.changed()

    def _ranked_no_more(self) -> None:
        self._is_ranking = False


def _rank(path: Path) -> None:
    """In a thread of its own: a second for 30,000 people."""
    with Store(path) as store:
        store.rank_everybody()
