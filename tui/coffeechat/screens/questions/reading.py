"""A question of a pack in full, with its review, where the panel beside the list has no room for it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.questions.portrait import whole_portrait
from coffeechat.screens.questions.rows import Shown
from coffeechat.screens.view import AppModal
from coffeechat.widgets.paragraphs import Paragraphs


class ReadQuestion(AppModal[bool]):
    """Gives back True if the question is to be copied to the own ones."""

    EXPLANATION = "A pack's question is not changed; c makes one of your own of it, which is."
    OWN_COMMANDS = (
        Command(
            id="questions.copy_this",
            title="Copy to your own",
            help="Makes this question one of your own, to be changed.",
            action="copy",
            keys=("c",),
            group="Questions",
            footer=80,
            short="Copy",
        ),
    )

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        with self.framed(self._shown.pack):
            with VerticalScroll():
                yield Paragraphs()
            yield CommandFooter()

    def on_mount(self) -> None:
        self.query_one(Paragraphs).paragraphs = whole_portrait(self._shown)
        self.query_one(VerticalScroll).focus()

    def action_copy(self) -> None:
        self.dismiss(True)
