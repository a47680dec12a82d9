"""What the screens share: the store, mistakes told in sentences; and the views their two bars."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual._callback import invoke
from textual.app import ComposeResult
from textual.compose import compose
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Callback, Key
from textual.geometry import Offset
from textual.message import Message
from textual.message_pump import MessagePump
from textual.messages import Prune
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import get_current_worker

from coffeechat.commands.command import Command
from coffeechat.commands.command_app import CommandScreen
from coffeechat.commands.commanded import Commanded
from coffeechat.commands.footer import CommandFooter
from coffeechat.errors import CoffeechatError
from coffeechat.screens.views import VIEWS
from coffeechat.store.errors import in_sentences
from coffeechat.sync.status import corner_forms
from coffeechat.widgets.cell_text import plain
from coffeechat.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from coffeechat.app import CoffeechatApp
    from coffeechat.store.store import Store

CORNER_SECONDS = 1.0

CLOSING = (Callback, Prune)
"""What a screen without its content still hears: all else would look for what is not there."""

Result = TypeVar("Result")
Found = TypeVar("Found")


class Answered(Message):
    """A dialog was answered, or work in the background has ended. As a message, because Textual ends the app when a
    dialog's callback raises."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act = act


class NotKept(CoffeechatError):
    """Something typed can't be written down as it is."""

    def __init__(self, why: CoffeechatError) -> None:
        super().__init__(f"{why} To leave without it, close once more.")


class OfApp(MessagePump):
    """A screen of this app: its store and its app, typed, and mistakes said instead of ending it."""

    _refused: object = None
    """What had been typed when leaving was refused."""
    is_unreadable = False
    """Whether its content could not be read: it is as good as closed."""

    @property
    def coffeechat(self) -> CoffeechatApp:
        return cast("CoffeechatApp", self.app)

    @property
    def store(self) -> Store:
        return self.coffeechat.store

    def reload(self) -> None:
        """Show what has changed in the store; a screen that shows nothing of it has nothing to do."""

    def heard(self) -> None:
        """Sync has got on, or not."""

    async def led(self, event: Key) -> bool:
        """Whether a key was a command, and is done; only a screen on which letters are typed looks at keys first."""
        return False

    def keep_or_insist(self, keep: Callable[[], object], typed: object) -> None:
        """Write down what was `typed` before leaving. Raises NotKept where that can't be, but only once for the same:
        nobody is held on a screen by what can't be kept."""
        try:
            with in_sentences(self.store.path):
                keep()
        except CoffeechatError as error:
            if self._refused != typed:
                self._refused = typed
                raise NotKept(error) from error

    def ask(self, dialog: Screen[Result], then: Callable[[Result], object]) -> None:
        """Show a dialog; `then` gets its answer, unless it was closed without one."""

        def answered(answer: Result | None) -> None:
            if answer is not None:
                self.post_message(Answered(lambda: then(answer)))

        self.coffeechat.push_screen(dialog, answered)

    def work(
        self,
        job: Callable[[], Found],
        then: Callable[[Found], object],
        *,
        failed: Callable[[], object] = lambda: None,
        group: str = "work",
    ) -> None:
        """Do `job` in a thread of its own, with a store of its own; `then` gets what it found, on the screen's thread.

        A new job of the same group takes the place of the last. A mistake that has a sentence is said after `failed`.
        """

        def run() -> None:
            try:
                found = job()
            except CoffeechatError as error:
                self._report(partial(_fail, failed, error))
            else:
                self._report(partial(then, found))

        assert isinstance(self, DOMNode)
        self.run_worker(run, thread=True, exclusive=True, group=group, name=group)

    def _report(self, act: Callable[[], object]) -> None:
        """From the job's thread to the screen's; nobody waits for a job that another has replaced."""
        if not get_current_worker().is_cancelled:
            self.post_message(Answered(act))

    def on_answered(self, message: Answered) -> None:
        """Unless this was closed since the message was sent: to close it again would close another screen."""
        message.stop()
        stacks = self.app._screen_stacks.values()  # one for each view
        if isinstance(self, Screen) and any(self in stack for stack in stacks):
            message.act()

    async def _dispatch_message(self, message: Message) -> None:
        """A mistake that has a sentence is said, and the screen lives on; Textual would end the app."""
        if not self.is_unreadable or isinstance(message, CLOSING):
            await self._guarded(partial(super()._dispatch_message, message))

    def call_next(self, callback: Callable[..., object], *args: object, **kwargs: object) -> None:
        """What a timer of this screen calls comes by here: Textual would end the app for its mistakes too."""
        super().call_next(partial(self._guarded, partial(callback, *args, **kwargs)))

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What a click begins to select; nothing where the widget was removed and is painted still, since Textual then
        asks for the parent it no longer has, and ends the app."""
        assert isinstance(self, Screen)
        widget, offset = Screen.get_widget_and_offset_at(self, x, y)
        return (widget, offset) if widget is not None and widget.is_attached else (None, None)

    async def _guarded(self, act: Callable[[], object]) -> None:
        try:
            with in_sentences(self.store.path):
                await invoke(act)
        except CoffeechatError as error:
            self.coffeechat.tell(str(error), is_error=True)

    async def _compose(self) -> None:
        """A dialog whose content can't be read is taken away again, and why is said; Textual would end the app."""
        assert isinstance(self, Screen)
        try:
            with in_sentences(self.store.path):
                content = compose(self)
        except CoffeechatError:
            self.is_unreadable = True
            self.coffeechat.call_later(self.coffeechat.take_away, self)
            raise
        self._extend_compose(content)
        await self.mount_composed_widgets(content)
        self._update_auto_focus()


def _fail(failed: Callable[[], object], error: CoffeechatError) -> None:
    failed()
    raise error


class AppScreen(OfApp, CommandScreen[None]):
    """A full screen."""


class AppModal(OfApp, Commanded, ModalScreen[Result]):
    """A dialog above a screen, in one framed column; `esc` closes it."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="dialog.close",
            title="Close",
            help="Closes this and goes back.",
            action="close",
            keys=("escape",),
            group="Dialog",
            footer=90,
        ),
        Command(
            id="dialog.help",
            title="Help",
            help="Explains this and lists its keys.",
            action="app.help",
            keys=("f1",),
            group="Dialog",
            footer=85,
        ),
    )
    DEFAULT_CSS = """
    AppModal {
        align: center middle;
        & > Vertical {
            width: 80;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            overflow-y: auto;
            padding: 1 2;
            background: $surface;
            border: round $primary;
            border-title-style: bold;
        }
        &.-short > Vertical { padding: 0 1; }
        &.-short Form > Horizontal { margin-bottom: 0; }
        &:ansi > Vertical { background: ansi_default; }
    }
    """

    def framed(self, title: str) -> Vertical:
        """The column that holds everything, with `title` in its frame."""
        box = Vertical()
        box.border_title = Content(plain(title) or " ")
        return box

    def action_close(self) -> None:
        self.dismiss()


class View(AppScreen):
    """One of the views that the number keys show."""

    NAME: ClassVar[str]
    AUTO_FOCUS = "VirtualTable"  # not the filter above it: a number typed ahead is the next view

    def __init__(self) -> None:
        super().__init__()
        self._shown = -1

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, self.NAME)
        yield from self.compose_content()
        yield CommandFooter()

    def compose_content(self) -> ComposeResult:
        """What stands between the two bars."""
        raise NotImplementedError

    def show(self) -> None:
        """Read what is shown from the store."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show what has changed since."""
        if self._shown != self.coffeechat.generation:
            self._shown = self.coffeechat.generation
            self.show()

    @property
    def is_resting(self) -> bool:
        """Whether a panel beside the list has yet to follow the cursor."""
        return False

    def on_mount(self) -> None:
        self.reload()
        self.show_corner()
        self.set_interval(CORNER_SECONDS, self.show_corner)

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self.reload()
            self.show_corner()

    def heard(self) -> None:
        self.show_corner()

    def show_corner(self) -> None:
        """How sync stands, in the corner; it says how long ago, so it goes on by itself."""
        if self.is_current:
            self.query_one(TopBar).corner = corner_forms(self.coffeechat.sync_status, time.time())

    def note(self, text: str) -> None:
        """Say something in the bar on top."""
        self.query_one(TopBar).note = text
