"""What lets another machine in: one line to paste, 24 words for paper, a QR code for a camera."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal


class LinkDialog(AppModal[None]):
    """Shown once after the set-up, and whenever it is asked for."""

    EXPLANATION = (
        "Whoever has this line or these words can read everything in the vault, so keep them as you would a password. "
        "The relay never sees them. Shutting a machine out changes them."
    )
    OWN_COMMANDS = (
        Command(
            id="link.copy",
            title="Copy the line",
            help="Copies the command for the other machine, where the terminal allows it.",
            action="copy",
            keys=("c",),
            group="Link",
            footer=80,
            short="Copy",
        ),
    )
    CSS = """
    LinkDialog > Vertical { width: 100; }
    LinkDialog VerticalScroll { height: auto; max-height: 1fr; }
    LinkDialog Static { height: auto; }
    LinkDialog .quiet { color: $text-muted; padding-top: 1; }
    LinkDialog #qr { padding-top: 1; }
    """

    def __init__(self, line: str, words: str, qr: str) -> None:
        super().__init__()
        self._line = f"coffeechat sync join '{line}'"
        self._words = words.split()
        self._qr = qr

    def compose(self) -> ComposeResult:
        with self.framed("Add a machine"):
            with VerticalScroll():
                yield Static("On the other machine, in a terminal (or there on this screen with o):", classes="quiet")
                yield Static(self._line, markup=False)
                yield Static("The same on paper; the relay's address goes with it:", classes="quiet")
                yield Static(_in_columns(self._words), markup=False)
                yield Static("Whoever has it can read everything: keep it as you would a password.", classes="quiet")
                yield Static(Content(self._qr), id="qr", markup=False)
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_copy(self) -> None:
        self.coffeechat.copy_to_clipboard(self._line)
        self.coffeechat.tell("Copied.")


def _in_columns(words: list[str]) -> str:
    """Six rows of four, numbered down."""
    rows = len(words) // 4
    return "\n".join(
        "  ".join(f"{number + 1:2} {words[number]:<9}" for number in range(row, len(words), rows))
        for row in range(rows)
    )
