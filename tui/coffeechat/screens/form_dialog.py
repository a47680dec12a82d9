"""A dialog around a form: what is typed in it is stored by itself, when it closes, and when the app ends."""

from __future__ import annotations

from textual.app import ComposeResult

from coffeechat.commands.command import Command
from coffeechat.commands.footer import CommandFooter
from coffeechat.screens.view import AppModal
from coffeechat.store import clock
from coffeechat.widgets.form import Field, Form


class FormDialog(AppModal[bytes]):
    """Fields that need no save key; a subclass says which, and how one is stored. It may give back a row's id."""

    OWN_COMMANDS = (
        Command(
            id="dialog.close",
            title="Close",
            help="Closes this and goes back; what was typed is saved.",
            action="close",
            keys=("escape",),
            group="Dialog",
            footer=90,
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.joined = f"{type(self).__name__} {clock.new_id().hex()}"
        """What is stored under this name is undone as one. Never the same twice, as the dialog's place in memory is."""

    def title_text(self) -> str:
        """What it is about."""
        raise NotImplementedError

    def fields(self) -> list[Field]:
        """What can be filled in."""
        raise NotImplementedError

    def store_field(self, name: str, value: str) -> None:
        """Write one value down. Raises CoffeechatError; the value is then tried again later."""
        raise NotImplementedError

    def answer(self) -> bytes | None:
        """What closing gives back to whoever asked."""
        return None

    def compose(self) -> ComposeResult:
        self.form = Form(*self.fields())
        with self.framed(self.title_text()):
            yield self.form
            yield CommandFooter()

    def on_form_rested(self) -> None:
        self._save()

    def on_form_completed(self) -> None:
        self.action_close()

    def on_unmount(self) -> None:
        """The app may end while the last key is still warm."""
        self.form.save(self.store_field)

    def action_close(self) -> None:
        """Raises NotKept, once."""
        self.keep_or_insist(self.keep, dict(self.form.values))
        self.dismiss(self.answer())

    def keep(self) -> None:
        """Write down what is not yet, before this closes. Raises CoffeechatError."""
        self._save()

    def _save(self) -> None:
        if self.form.save(self.store_field):
            self.coffeechat.changed()
