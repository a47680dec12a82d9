"""What a new user sees: three ways to begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

from coffeechat.screens.view import OfApp

GREETING = """\
Find work through people.

coffeechat helps you choose whom to ask for twenty minutes
of their time, and why. Everything stays in a file on this machine.

Three ways to begin:"""


class Welcoming(OfApp):
    """The three ways to begin, wherever a new user is greeted."""

    def action_import(self) -> None:
        from coffeechat.screens.file_picker import pick_and_import

        pick_and_import(self)

    def action_demo(self) -> None:
        self.coffeechat.action_demo()

    def add_person(self) -> None:
        """Asks for somebody, and shows them."""
        from coffeechat.screens.people.adding import AddPerson

        self.ask(AddPerson(), self.added)

    def added(self, person_id: bytes) -> None:
        from coffeechat.screens.people.person import PersonScreen

        self.coffeechat.push_screen(PersonScreen(person_id))


class Welcome(Vertical):
    """Greets, and offers to import, to add somebody, or to look around in the demo."""

    DEFAULT_CSS = """
    Welcome { align: center middle; overflow-y: auto; }
    Welcome Static { width: auto; max-width: 100%; text-align: center; }
    Welcome Button { width: 56; max-width: 100%; margin-top: 1; }
    .-short Welcome Button { margin-top: 0; }
    """

    def compose(self) -> ComposeResult:
        with Center():
            yield Static(GREETING, markup=False)
        for action, label in (
            ("screen.import", "i  Import a LinkedIn export or a vCard file"),
            ("screen.add", "a  Add one person by hand"),
            ("screen.demo", "D  Look at the demo: 40 invented people"),
        ):
            with Center():
                yield Button(label, action=action, compact=True)

    def key_down(self) -> None:
        self.screen.focus_next(Button)

    def key_up(self) -> None:
        self.screen.focus_previous(Button)
