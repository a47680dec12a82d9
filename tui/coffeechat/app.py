"""The app: one open store, four views, undo everywhere, and background work that never holds up a key."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

os.environ.setdefault("TEXTUAL_FPS", "120")  # read once when Textual is imported: results of workers show sooner

from textual import events
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.message import Message
from textual.notifications import Notify
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from coffeechat.commands.command import Command
from coffeechat.commands.command_app import CommandApp
from coffeechat.commands.everywhere import HISTORY
from coffeechat.errors import CoffeechatError
from coffeechat.folders import keys_path
from coffeechat.screens.view import OfApp
from coffeechat.screens.views import VIEWS, view
from coffeechat.store import settings
from coffeechat.store.errors import in_sentences
from coffeechat.store.store import Store
from coffeechat.store.tables import Value
from coffeechat.sync.status import Status
from coffeechat.widgets.cell_text import shorten
from coffeechat.widgets.legible import legible
from coffeechat.widgets.top_bar import TopBar
from coffeechat.widgets.typed_text import on_one_line, without_controls

if TYPE_CHECKING:
    from coffeechat.sync.background import Background

LOOK_SECONDS = 1.0
"""How often the file is looked at for changes of other processes."""

_BACKUP = "daily backup"

LOAD_AFTER_SECONDS = 2.0
"""From the first paint until what is not needed at once is loaded: who only wants to look something up is first."""

TOLD_SECONDS = 4.0
ERROR_SECONDS = 8.0
TOLD_CELLS = 400
"""The longest that is said in passing."""

LEAVING_SECONDS = 0.5
"""How long whoever leaves waits for a sync that is under way; one that is broken off loses nothing."""

THEME = "theme"
"""The local setting that holds the name of the theme."""

_GROUP = "Everywhere"


class SyncSaid(Message):
    """How sync stands, from the thread that does it."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.status = status


class CoffeechatApp(CommandApp):
    """Opens on today: what is due, and what comes next."""

    TITLE = "coffeechat"
    CSS = """
    Toast { width: auto; max-width: 76; margin-top: 0; padding: 0 1; }
    Toast:ansi { background: ansi_default; }
    VirtualTable > .virtual-table--thumb { color: $foreground-muted; }
    Input > .input--placeholder { color: $text-muted; }
    CommandFooter { color: $footer-description-foreground; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    MODES = {tab.name: partial(view, tab.name) for tab in VIEWS}
    DEFAULT_MODE = VIEWS[0].name
    OWN_COMMANDS = (
        *(
            Command(
                id=f"app.{tab.name}",
                title=tab.title,
                help=f"Shows the view {tab.title}.",
                action=f"view('{tab.name}')",
                keys=(tab.key,),
                group=_GROUP,
            )
            for tab in VIEWS
        ),
        *HISTORY,
        Command(
            id="app.search",
            title="Search everywhere",
            help="Finds people, organisations, notes and targets by what is written anywhere.",
            action="search",
            keys=("ctrl+f",),
            group=_GROUP,
        ),
        Command(
            id="app.introductions",
            title="Who led to whom",
            help="Shows all introductions as a tree, introducers at the root.",
            action="introductions",
            group=_GROUP,
        ),
        Command(
            id="app.kinds",
            title="Compare the kinds of talk",
            help="Shows how practice, informational talk, job interview and catch-up differ.",
            action="kinds",
            group=_GROUP,
        ),
        Command(
            id="app.settings",
            title="Settings",
            help="Shows every rule on which experts differ, who says what, and lets you choose.",
            action="settings",
            keys=("comma",),
            group=_GROUP,
        ),
        Command(
            id="app.demo",
            title="Look at the demo",
            help="Closes this file and opens a throwaway one with 40 invented people.",
            action="demo",
            group=_GROUP,
        ),
        Command(
            id="app.templates",
            title="Templates of messages",
            help="Lists the templates; your own are written here.",
            action="templates",
            group=_GROUP,
        ),
        Command(
            id="app.export",
            title="Export",
            help="Writes everybody, or everything, to a file.",
            action="export",
            group=_GROUP,
        ),
    )

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.store = Store(path)
        self.wants_demo = False
        self.generation = 0
        """Counts the changes seen, so that a view knows whether what it shows is of today."""
        self._version = self._data_version()
        self.sync_status = Status("off")
        self._engine: Background | None = None
        self._synced_as = self._member()

    def on_mount(self) -> None:
        theme = str(settings.local(self.store.connection, THEME))
        self.theme = theme if theme in self.available_themes else "textual-dark"
        self.theme_changed_signal.subscribe(self, lambda theme: self.remember(THEME, theme.name))
        self.set_interval(LOOK_SECONDS, self._look)
        self._leave_when_asked()
        self.call_after_refresh(self._after_first_paint)

    def get_css_variables(self) -> dict[str, str]:
        self.theme_variables = legible(super().get_css_variables())
        return self.theme_variables

    def on_unmount(self) -> None:
        self._stop_sync(LEAVING_SECONDS)
        self.store.close()

    def changed(self) -> None:
        """Something was written: the view at hand shows it now, the others when they come up."""
        self.generation += 1
        self._version = self._data_version()
        for screen in self.screen_stack:
            if isinstance(screen, OfApp) and screen.is_mounted and not screen.is_unreadable:
                screen.reload()
        if self._member() != self._synced_as:
            self.start_sync()
        elif self._engine:
            self._engine.wake()

    def take_away(self, screen: Screen[Any]) -> None:
        """Close a screen that could not be shown; a view has none below it, and is tried again when it is asked for."""
        if screen is self.screen and len(self.screen_stack) > 1:
            self.pop_screen()

    def tell(self, sentence: str, *, is_error: bool = False) -> None:
        """Say something in passing, mistakes a little longer; user data in it is never read as markup."""
        severity: Literal["error", "information"] = "error" if is_error else "information"
        seconds = ERROR_SECONDS if is_error else TOLD_SECONDS
        self.notify(shorten(sentence, TOLD_CELLS), severity=severity, timeout=seconds, markup=False)

    def on_notify(self, event: Notify) -> None:
        """A mistake made again is said anew in the place of the last time: alike sentences would pile up."""
        said = event.notification
        for earlier in [one for one in self._notifications if one.severity == "error" and one.message == said.message]:
            self._unnotify(earlier, refresh=False)

    def remember(self, name: str, value: str) -> None:
        """Keep a choice of this copy of the app; while another program writes it holds only until the app ends."""
        try:
            settings.put_local(self.store, name, value)
        except CoffeechatError as error:
            self.tell(str(error), is_error=True)

    def start_sync(self) -> None:
        """Begin, or begin anew at once, where this file syncs."""
        self._stop_sync()
        self._synced_as = self._member()
        if self._synced_as[0]:
            from coffeechat.sync.background import Background

            self._engine = Background(self.store.path, lambda status: self.post_message(SyncSaid(status)))
            self._engine.start()

    def _member(self) -> tuple[Value, ...]:
        """Where and as whom this file syncs; another process may set it up, or join."""
        return tuple(settings.local(self.store.connection, name) for name in ("vault", "relay", "enrolled_as"))

    def sync_now(self) -> None:
        if self._engine:
            self._engine.now()

    def _stop_sync(self, seconds: float = 0.0) -> None:
        if self._engine:
            self._engine.stop(seconds)
            self._engine = None

    def on_sync_said(self, message: SyncSaid) -> None:
        """The thread that syncs has got on, or not."""
        is_news = message.status.sentence and message.status.sentence != self.sync_status.sentence
        self.sync_status = message.status
        if message.status.changes:
            self.changed()
        if is_news and message.status.state == "attention":
            self.tell(message.status.sentence, is_error=True)
        if isinstance(self.screen, OfApp) and not self.screen.is_unreadable:
            self.screen.heard()

    def action_view(self, name: str) -> None:
        self.switch_mode(name)
        if isinstance(self.screen, OfApp) and self.screen.is_unreadable:  # perhaps it can be read now
            self.push_screen(view(name))

    def on_top_bar_chosen(self, message: TopBar.Chosen) -> None:
        self.action_view(message.name)

    def action_undo(self) -> None:
        outcome = self.store.undo()
        kept = len(outcome.kept_people) + outcome.kept_cells
        left = f" {kept} edited since {'was' if kept == 1 else 'were'} left alone." if kept else ""
        self.tell(f"Undone: {outcome.label}.{left}")
        self.changed()

    def action_redo(self) -> None:
        self.tell(f"Done again: {self.store.redo().label}.")
        self.changed()

    def action_search(self) -> None:
        from coffeechat.screens.search import SearchScreen

        self.push_screen(SearchScreen())

    def action_introductions(self) -> None:
        from coffeechat.screens.network import IntroductionsScreen

        self.push_screen(IntroductionsScreen())

    def action_kinds(self) -> None:
        from coffeechat.screens.talks.kinds import KindsScreen

        self.push_screen(KindsScreen())

    def action_settings(self) -> None:
        from coffeechat.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def action_demo(self) -> None:
        self.wants_demo = True
        self.exit()

    def action_templates(self) -> None:
        from coffeechat.screens.outreach.templates import TemplatesDialog

        self.push_screen(TemplatesDialog())

    def action_export(self) -> None:
        from coffeechat.screens.exporting import ExportScreen

        self.push_screen(ExportScreen())

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """A mistake that has a sentence is said, and the app goes on."""
        try:
            with in_sentences(self.store.path):
                return await super().run_action(action, default_namespace, namespaces)
        except CoffeechatError as error:
            self.tell(str(error), is_error=True)
            return True

    async def on_event(self, event: events.Event) -> None:
        """Nothing that a terminal would obey is pasted: it would go out again with the field's text. A key that is a
        command does its work before the next key is looked at: else of "/ada" typed ahead the filter would get nothing.
        """
        if isinstance(event, events.Paste):
            event.text = without_controls(event.text)
            if isinstance(self.focused, Input):  # which takes the first line alone, and drops the others in silence
                event.text = on_one_line(event.text.strip("\r\n"))
        elif (
            isinstance(event, events.Key)
            and not event.is_forwarded
            and (await self._is_led(event) or await self._is_command(event.key))
        ):
            return
        await super().on_event(event)

    async def _is_led(self, event: events.Key) -> bool:
        """Whether the screen took it before anybody else: one on which letters are typed, and commands beside them."""
        return not self._exit and isinstance(self.screen, OfApp) and await self.screen.led(event)

    async def _is_command(self, key: str) -> bool:
        """Whether it was one, and is done; where something is typed, Textual's own way finds out."""
        if self._exit or (self.focused is not None and self.focused.check_consume_key("x", "x")):
            return False
        return await self._check_bindings(key, priority=True) or await self._check_bindings(key)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A daily copy that failed is worth knowing, and no reason to stop."""
        if event.state is WorkerState.ERROR and event.worker.name == _BACKUP:
            self.tell(f"Today's copy of the file was not made. {event.worker.error}", is_error=True)

    def _fatal_error(self) -> None:
        """As Textual's, but without the values of variables: what people wrote, and a vault's secret, may be among
        them, and what an app says when it breaks is sent to whoever may mend it."""
        from rich.traceback import Traceback

        self.bell()
        self.panic(Traceback(width=None))

    def _after_first_paint(self) -> None:
        gc.freeze()  # what is there now stays: looking for garbage leaves it out from here on
        gc.enable()
        self._load_keys()
        self._go_on_talking()
        self.start_sync()
        self.run_worker(partial(_look_after, self.store.path), thread=True, exit_on_error=False, name=_BACKUP)
        self.set_timer(LOAD_AFTER_SECONDS, lambda: self.run_worker(_load, thread=True, exit_on_error=False))

    def _go_on_talking(self) -> None:
        """Whoever was in a talk when the app ended is in it again at once."""
        from coffeechat.store import clock, live

        going_on = live.going_on(self.store.connection, clock.now())
        if going_on:
            from coffeechat.screens.live import LiveScreen

            self.push_screen(LiveScreen(going_on))

    def _load_keys(self) -> None:
        """The person's own keys, if there are any; each mistake in them is told of."""
        file = keys_path()
        if file.is_file():
            from coffeechat.commands.keymap import read_keymap
            from coffeechat.screens.places import places

            try:
                text = file.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                self.tell(f"{file} can't be read ({error.strerror}); the keys stay as they are.", is_error=True)
                return
            keymap = read_keymap(text, places())
            self.use_keymap(keymap)
            for problem in keymap.problems:
                self.tell(f"{file.name}: {problem}", is_error=True)

    def _leave_when_asked(self) -> None:
        """Whoever ends this process, or closes its window, finds what was typed saved and the terminal as it was."""
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            for asked in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(asked, self.exit)

    def _look(self) -> None:
        try:
            with in_sentences(self.store.path):
                if self._data_version() != self._version:
                    self.changed()
        except CoffeechatError as error:
            self.tell(str(error), is_error=True)

    def _data_version(self) -> int:
        """Changes whenever another connection, of this process or another, has written."""
        return int(self.store.connection.pragma("data_version"))


def _look_after(path: Path) -> None:
    """What a day brings, in a thread of its own: today's copy of the file."""
    from coffeechat.store import backup, clock

    with Store(path) as store:
        backup.daily(store, clock.now())


def _load() -> None:
    """In a thread of its own: what the first long text that is saved stands on, which takes 60 ms to load."""
    from coffeechat.store import shared_text

    shared_text.load()


def run(path: Path) -> bool:
    """Open the app on the database at `path`; returns whether the person wants to see the demo next.

    Raises what opening the file raises, before the screen is taken.
    """
    app = CoffeechatApp(path)
    app.run()
    if app.return_code:  # Textual has shown what broke
        raise SystemExit(app.return_code)
    return app.wants_demo
