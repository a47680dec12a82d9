"""The view Sync: how it stands, which machines there are, and what to do."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.screens.line_dialog import LineDialog
from coffeechat.screens.sync import acts
from coffeechat.screens.sync.link import LinkDialog
from coffeechat.screens.view import View
from coffeechat.store import settings
from coffeechat.sync.status import Status, corner
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.columns import Column
from coffeechat.widgets.pages import MemoryRows, TableRow
from coffeechat.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from coffeechat.sync.membership import Member, Members

_GROUP = "Sync"
_BAR_CELLS = 30

COLUMNS = (
    Column("name", "Machine", 2.0, min_width=16, priority=9),
    Column("seen", "Seen", 16, priority=8),
    Column("state", "", 12, priority=7),
)
NO_COLUMNS = (Column("name", "", 2.0),)
EMPTY = (
    "The same people and talks on all your machines, encrypted before they leave this one.\n\n"
    "You need a relay: `coffeechat-server run` on a machine of yours, or somebody who runs one.\n"
    "Press s to set up the first machine, or o to join others that sync already."
)


class SyncView(View):
    """Above how it stands, below the machines."""

    NAME = "sync"
    EXPLANATION = (
        "Everything is here, also without a network; what you write is sent when there is one. Each machine holds "
        "everything; the relay between them passes on what it can't read. When two machines change the same cell the "
        "later change stands; in notes every word of both is kept. Now and then the machines compare digests, so that "
        "a difference can't go unnoticed."
    )
    OWN_COMMANDS = (
        Command(
            id="sync.set_up",
            title="Set up sync",
            help="Makes a vault at a relay and shows the line that lets other machines in.",
            action="set_up",
            keys=("s",),
            group=_GROUP,
            footer=90,
            short="Set up",
        ),
        Command(
            id="sync.join",
            title="Join other machines",
            help="Lets this machine into a vault, with the line or the words that another machine shows.",
            action="join",
            keys=("o",),
            group=_GROUP,
            footer=85,
            short="Join",
        ),
        Command(
            id="sync.add",
            title="Add a machine",
            help="Shows the line, the words and the QR code that let another machine in.",
            action="add",
            keys=("a",),
            group=_GROUP,
            footer=80,
            short="Add",
        ),
        Command(
            id="sync.now",
            title="Sync now",
            help="Sends and fetches at once, without waiting for the next try.",
            action="now",
            keys=("n",),
            group=_GROUP,
            footer=75,
            short="Now",
        ),
        Command(
            id="sync.revoke",
            title="Shut this machine out",
            help="A lost machine gets nothing more: the vault's keys change, for the others by themselves.",
            action="revoke",
            keys=("d",),
            group=_GROUP,
            footer=70,
            short="Shut out",
        ),
    )
    CSS = """
    SyncView #standing { height: auto; padding: 1 2; }
    SyncView #todo { height: auto; padding: 0 2; color: $text-warning; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._members: list[Member] = []
        self._room = ""

    def compose_content(self) -> ComposeResult:
        yield Static("", id="standing", markup=False)
        yield Static("", id="todo", markup=False)
        yield _Machines(NO_COLUMNS, MemoryRows(), empty_text=EMPTY, has_marks=False)

    def show(self) -> None:
        self._tell()
        if self._is_set_up:
            self.work(partial(acts.members, self.store.path), self._show_members, group="members")
        else:
            table = self.query_one(VirtualTable)
            table.show_columns(NO_COLUMNS)
            table.show(MemoryRows([]))
        self.refresh_bindings()

    def show_corner(self) -> None:
        """The sentence above the list says how long ago, too."""
        super().show_corner()
        if self.is_current:
            self._tell()

    @property
    def _is_set_up(self) -> bool:
        return bool(settings.local(self.store.connection, "vault"))

    def _show_members(self, found: Members) -> None:
        self._members = [one for one in found.members if not one.is_revoked]
        self._room = f"{found.room} at the relay"
        table = self.query_one(VirtualTable)
        at = table.cursor_row
        table.show_columns(COLUMNS)
        table.show(MemoryRows([_row(one) for one in self._members]))
        table.cursor_row = at
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        status = self.coffeechat.sync_status
        self.query_one("#standing", Static).update(Content(self._standing(status)))
        self.query_one("#todo", Static).update(plain(status.sentence))

    def _standing(self, status: Status) -> str:
        if not self._is_set_up:
            return "Not set up."
        if status.progress:
            done = _BAR_CELLS * status.progress.percent // 100
            bar = f"{'█' * done}{'░' * (_BAR_CELLS - done)} {status.progress.percent} %"
            return bar if status.progress.percent < 100 else f"{bar}    comparing with the other machines …"
        parts = [corner(status, datetime.now().timestamp()) or "⇅ …"]
        if status.waiting:
            parts.append(f"{status.waiting:,} changes wait")
        said = (settings.local(self.store.connection, name) for name in ("audit_at", "audit_agrees"))
        parts.append(_audit(*said))
        return "    ".join(part for part in [*parts, self._room] if part)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("set_up", "join"):
            return not self._is_set_up
        if action in ("add", "now"):
            return self._is_set_up
        if action == "revoke":
            one = self._chosen() if self.is_mounted else None
            return one is not None and not one.is_this
        return super().check_action(action, parameters)

    def on_virtual_table_highlighted(self) -> None:
        self.refresh_bindings()

    def action_set_up(self) -> None:
        told = "The address of a relay; with a code, if whoever runs it gave you one: URL CODE"
        dialog = LineDialog("At which relay?", told=told, hint="https://relay.example.org", preview=acts.preview_url)
        self.ask(dialog, self._set_up)

    def _set_up(self, line: str) -> None:
        self.coffeechat.tell("Setting up …")
        self.work(partial(acts.set_up, self.store.path, line), self._has_begun)

    def action_join(self) -> None:
        told = "The line that another machine shows; or the relay's address, then the words are asked for."
        dialog = LineDialog("Join which machines?", told=told, hint="https://…#…", preview=acts.preview_line)
        self.ask(dialog, self._join)

    def _join(self, line: str) -> None:
        if "#" in line:
            self._join_with(line, "")
        else:
            dialog = LineDialog("The 24 words", hint="word word word …", preview=acts.preview_words)
            self.ask(dialog, partial(self._join_with, line))

    def _join_with(self, line: str, words: str) -> None:
        self.coffeechat.tell("Joining …")
        self.work(partial(acts.join, self.store.path, line, words), self._has_begun)

    def _has_begun(self, link: acts.Link | None) -> None:
        """From here on the engine does the rest, and says how far it is."""
        self.coffeechat.start_sync()
        self.show()
        if link:
            self.coffeechat.push_screen(LinkDialog(*link))

    def action_add(self) -> None:
        self.work(partial(acts.link, self.store.path), lambda link: self.coffeechat.push_screen(LinkDialog(*link)))

    def action_now(self) -> None:
        self.coffeechat.sync_now()

    def action_revoke(self) -> None:
        one = self._chosen()
        if one:
            told = (
                "It keeps what it has and gets nothing more. The other machines get new keys by themselves; "
                "the words on paper change."
            )
            dialog = LineDialog(f"Shut {one.name} out?", told=told, hint="type yes", preview=acts.preview_yes)
            self.ask(dialog, lambda _: self._revoke(one))

    def _revoke(self, one: Member) -> None:
        self.work(partial(acts.revoke, self.store.path, one.id), self._has_begun)

    def _chosen(self) -> Member | None:
        row = self.query_one(VirtualTable).highlighted
        return next((one for one in self._members if row and one.id == row.key), None)


class _Machines(VirtualTable):
    """There is nothing to open in a machine."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return False if action == "open" else super().check_action(action, parameters)


def _row(one: Member) -> TableRow:
    seen = f"{datetime.fromtimestamp(one.seen / 1000):%Y-%m-%d %H:%M}"
    state = "this one" if one.is_this else "" if one.is_vouched else "not yours?"
    return TableRow(one.id, (one.name, seen, state), tone="" if one.is_vouched else "dim")


def _audit(at: float | None, agrees: int | None) -> str:
    if not at:
        return ""
    found = "all the same" if agrees else "they differed, so everything was sent anew"
    return f"compared {datetime.fromtimestamp(at):%d %b %H:%M}: {found}"
