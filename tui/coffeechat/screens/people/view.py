"""The list of people, ranked for the job truly wanted, with the person under the cursor beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from coffeechat.commands.command import Command
from coffeechat.screens.people.one import PERSON_COMMANDS, OnePerson
from coffeechat.screens.people.portrait import LENS, chosen_lens, portrait_of
from coffeechat.screens.people.rows import COLUMNS, PeopleRows
from coffeechat.screens.people.welcome import Welcome
from coffeechat.screens.view import View
from coffeechat.store import merging, pages, people, search, settings, stale, targets
from coffeechat.store.pages import Order
from coffeechat.store.people import Detail
from coffeechat.store.store import Store
from coffeechat.widgets.virtual_table import VirtualTable

_GROUP = "People"
ORDERS: dict[str, str] = {
    "score": "rank",
    "name": "name",
    "organisation": "organisation",
    "contacted": "last contact",
}
"""Columns the list can be sorted by, and what the order is called."""


class PeopleView(OnePerson, View):
    """Whom to talk to first, and why."""

    NAME = "people"
    EXPLANATION = (
        "Everybody you know of, those first who know most of the job you want and could hire for it (the crystal lens) "
        "or who know most of it (research). Personnel are set aside: they fill jobs, they do not do them. "
        "The panel says why, factor by factor. In the filter, at:acme, title:planner, tag:alumni and note:thesis "
        "look in one place only."
    )
    OWN_COMMANDS = (
        Command(
            id="people.filter",
            title="Filter",
            help="Narrows the list to those who match every word; esc clears.",
            action="filter",
            keys=("/",),
            group=_GROUP,
            footer=75,
        ),
        Command(
            id="people.demo",
            title="Look at the demo",
            help="Opens a throwaway file with 40 invented people.",
            action="demo",
            keys=("D",),
            group=_GROUP,
        ),
        Command(
            id="people.clear",
            title="Clear the filter",
            help="Shows everybody again; a second time takes the marks away.",
            action="clear",
            keys=("escape",),
            group=_GROUP,
        ),
        Command(
            id="people.lens",
            title="Crystal or research",
            help="Ranks by who could hire for the job, or by who knows most of it.",
            action="lens",
            keys=("l",),
            group=_GROUP,
            footer=45,
            short="Lens",
        ),
        Command(
            id="people.sort",
            title="Sort by the next column",
            help="Steps through rank, name, organisation and last contact; a click on a column's head sorts by it.",
            action="sort",
            keys=("s",),
            group=_GROUP,
        ),
        Command(
            id="people.reverse",
            title="Turn the order round",
            help="The last first.",
            action="reverse",
            keys=("S",),
            group=_GROUP,
        ),
        Command(
            id="people.add",
            title="Add a person",
            help="Adds somebody by hand.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=55,
            short="Add",
        ),
        Command(
            id="people.import",
            title="Import a file",
            help="Brings in a LinkedIn export or a vCard file, after showing what it would bring.",
            action="import",
            keys=("i",),
            group=_GROUP,
            footer=50,
            short="Import",
        ),
        Command(
            id="people.merge",
            title="Merge the two marked",
            help="Makes one person of two, with everything of both; the one marked first keeps the name.",
            action="merge",
            keys=("m",),
            group=_GROUP,
        ),
        Command(
            id="people.tag",
            title="Tag",
            help="Adds a tag to those marked, or to the one under the cursor.",
            action="tag",
            keys=("T",),
            group=_GROUP,
        ),
        Command(
            id="people.remove",
            title="Remove",
            help="Takes those marked, or the one under the cursor, off the list; u brings them back.",
            action="remove",
            keys=("d", "delete"),
            group=_GROUP,
        ),
        *PERSON_COMMANDS,
    )
    CSS = """
    PeopleView #filter { height: 1; padding: 0 1; }
    PeopleView #filter Input { width: 1fr; }
    PeopleView #count { width: auto; color: $text-muted; }
    PeopleView #beside { width: 46; border-left: solid $panel; padding: 0 1; display: none; }
    PeopleView.-wide #beside { display: block; }
    PeopleView Welcome { display: none; }
    PeopleView.-empty Welcome { display: block; }
    PeopleView.-empty #list { display: none; }
    """

    def compose_content(self) -> ComposeResult:
        self._rows = PeopleRows(self.store.connection)
        self._set_out()
        yield Welcome()
        with Horizontal(id="list"):
            with Vertical():
                with Horizontal(id="filter"):
                    yield Input(placeholder="/ to filter", compact=True, select_on_focus=False)
                    yield Static("", id="count", markup=False)
                yield VirtualTable(COLUMNS, self._rows, all_keys=self._rows.keys, id="people")
            with VerticalScroll(id="beside", can_focus=False):
                yield Static("", id="portrait", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VirtualTable).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_person)

    def show(self) -> None:
        self.set_class(pages.everybody(self.store.connection) == 0, "-empty")
        self._rank_if_stale()
        if self._rows.is_by_rank != self._is_ranked() and (
            self._rows.order == "name" or self._rows.is_by_rank
        ):
            self._set_out()
            self._show_from_top()
        else:
            self.query_one(VirtualTable).refresh_rows()
        self._show_count()
        self._show_person()

    def subject(self) -> Detail | None:
        row = self.query_one(VirtualTable).highlighted
        return (
            people.detail(self.store.connection, bytes(row.key))
            if row and isinstance(row.key, bytes)
            else None
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        self._rows.text = event.value
        self._show_from_top()

    def on_input_submitted(self) -> None:
        self.query_one(VirtualTable).focus()

    def on_virtual_table_highlighted(self) -> None:
        self._show_person()

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        from coffeechat.screens.people.person import PersonScreen

        if isinstance(event.row.key, bytes):
            self.coffeechat.push_screen(PersonScreen(event.row.key))

    def on_virtual_table_sort_requested(self, event: VirtualTable.SortRequested) -> None:
        if event.column in ORDERS:
            self._sort_by(event.column)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.name == "rank" and event.state is WorkerState.SUCCESS:
            self.coffeechat.changed()

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    def action_clear(self) -> None:
        box, table = self.query_one(Input), self.query_one(VirtualTable)
        if not box.value and not box.has_focus:
            table.clear_marks()
        box.value = ""
        table.focus()

    def action_lens(self) -> None:
        self._rows.lens = "research" if self._rows.lens == "crystal" else "crystal"
        settings.put_local(self.store.connection, LENS, self._rows.lens)
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
        from coffeechat.screens.people.adding import AddPerson

        self.coffeechat.push_screen(AddPerson(), lambda person_id: person_id and self._added(person_id))

    def action_import(self) -> None:
        from coffeechat.screens.file_picker import pick_and_import

        pick_and_import(self.coffeechat)

    def action_demo(self) -> None:
        self.coffeechat.action_demo()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The demo is offered while there is nobody to lose sight of."""
        return self.has_class("-empty") if action == "demo" else super().check_action(action, parameters)

    def action_merge(self) -> None:
        marks = [mark for mark in self.query_one(VirtualTable).marks if isinstance(mark, bytes)]
        if len(marks) != 2:
            self.coffeechat.tell(f"Mark two people with space, then merge; {len(marks)} are marked.")
            return
        merging.merge(self.store, *marks)
        self._done("Merged")

    def action_tag(self) -> None:
        from coffeechat.screens.people.adding import AskTag

        self.coffeechat.push_screen(AskTag(), lambda tag: tag and self._tag(tag))

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

    def _added(self, person_id: bytes) -> None:
        self.coffeechat.changed()
        from coffeechat.screens.people.person import PersonScreen

        self.coffeechat.push_screen(PersonScreen(person_id))

    def _set_out(self) -> None:
        """By rank where there is a target, else by name."""
        self._rows.lens = chosen_lens(self.store)
        self._rows.order = self._rows.lens if self._is_ranked() else "name"

    def _is_ranked(self) -> bool:
        return targets.chosen(self.store.connection) is not None

    def _column(self) -> str:
        return "score" if self._rows.is_by_rank else self._rows.order

    def _show_from_top(self) -> None:
        self.query_one(VirtualTable).show(self._rows)
        self._show_count()

    def _sort_by(self, column: str) -> None:
        order: Order = self._rows.lens if column == "score" else column  # type: ignore[assignment]
        self._rows.is_reversed = order == self._rows.order and not self._rows.is_reversed
        self._rows.order = order
        self._show_from_top()

    def _show_count(self) -> None:
        rows, table = self._rows, self.query_one(VirtualTable)
        descending = (self._column() in ("score", "contacted")) != rows.is_reversed
        table.show_sorting(self._column(), descending=descending)
        table.show_empty_text("Nobody matches.\n\nesc shows everybody again.")
        count = f"{search.CAP:,}+ match, keep typing" if rows.is_capped else f"{rows.found:,} people"
        self.query_one("#count", Static).update(count)
        target = targets.chosen(self.store.connection)
        self.note(f"for {target.name} · {rows.lens}" if target else "no target yet: press 2")

    def _show_person(self) -> None:
        if not self.has_class("-wide"):
            return
        known = self.subject()
        self.query_one("#portrait", Static).update(portrait_of(self.store, known) if known else "")

    def _rank_if_stale(self) -> None:
        if stale.is_stale(self.store.connection):
            work = partial(_rank, self.store.path)
            self.run_worker(work, thread=True, exclusive=True, exit_on_error=False, name="rank", group="rank")


def _rank(path: Path) -> None:
    """In a thread of its own: a second for 30,000 people."""
    with Store(path) as store:
        store.rank_everybody()
