"""One person on a screen of their own: everything known, and the keys to change it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.people.one import PERSON_COMMANDS, OnePerson
from coffeechat.screens.people.portrait import portrait_of
from coffeechat.screens.view import AppScreen
from coffeechat.screens.views import VIEWS
from coffeechat.store import people
from coffeechat.store.people import Detail
from coffeechat.widgets.paragraphs import Paragraphs
from coffeechat.widgets.top_bar import TopBar


class PersonScreen(OnePerson, AppScreen):
    """Opened with enter from any list of people."""

    EXPLANATION = (
        "Who they are, why they stand where they stand, how to reach them and what has been. "
        "+ and - correct how the title is read, K and t what you know of them; the rank follows at once."
    )
    OWN_COMMANDS = (
        Command(
            id="person.back",
            title="Back",
            help="Goes back to the list.",
            action="back",
            keys=("escape",),
            group="Person",
            footer=90,
        ),
        *PERSON_COMMANDS,
    )
    CSS = """
    PersonScreen VerticalScroll { padding: 1 2; }
    PersonScreen.-short VerticalScroll { padding: 0 2; }
    PersonScreen Paragraphs { max-width: 100; }
    """

    def __init__(self, person_id: bytes) -> None:
        super().__init__()
        self._person_id = person_id

    def compose(self) -> ComposeResult:
        yield TopBar(VIEWS, "people")
        with VerticalScroll():
            yield Paragraphs(id="portrait")
        yield CommandFooter()

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        known = self.subject()
        if known is None:
            self.dismiss()
            return
        self.query_one(Paragraphs).paragraphs = portrait_of(self.store, known)

    def subject(self) -> Detail | None:
        return people.detail(self.store.connection, self._person_id)

    def action_back(self) -> None:
        self.dismiss()
