"""What a new user sees: three ways to begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.widgets import Button, Static

GREETING = """\
Find work through people.

coffeechat helps you choose whom to ask for twenty minutes
of their time, and why. Everything stays in a file on this machine.

Three ways to begin:"""


class Welcome(Vertical):
    """Greets, and offers to import, to add somebody, or to look around in the demo."""

    DEFAULT_CSS = """
    Welcome { align: center middle; overflow-y: auto; }
    Welcome Static { width: auto; max-width: 100%; text-align: center; }
    Welcome Button { width: 56; max-width: 100%; margin-top: 1; }
    PeopleView.-short Welcome Button { margin-top: 0; }
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
