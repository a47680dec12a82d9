"""The app and the screens that declare commands; keys, palette, help and footer follow from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.screen import Screen

from coffeechat.commands.commanded import Commanded
from coffeechat.commands.everywhere import EVERYWHERE
from coffeechat.commands.keymap import Keymap
from coffeechat.commands.keys import shown_key
from coffeechat.commands.offers import Offer, offers
from coffeechat.widgets.stylesheet import ReadOnceStylesheet

if TYPE_CHECKING:
    from textual.command import Provider

Result = TypeVar("Result")


def _palette() -> type[Provider]:
    from coffeechat.commands.palette import OfferProvider

    return OfferProvider


class CommandScreen(Commanded, Screen[Result]):
    """A screen with commands of its own. `EXPLANATION` is the paragraph that `?` shows above them."""


class CommandApp(Commanded, App[None]):
    """An app whose commands are those it declares, those of its screen and those of the focused widget."""

    OWN_COMMANDS = EVERYWHERE
    COMMANDS = {_palette}
    # The palette's magnifying glass is an emoji, which terminals draw in different widths.
    DEFAULT_CSS = "CommandApp SearchIcon { display: none; }"

    keymap = Keymap()

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = ReadOnceStylesheet(variables=self.get_css_variables())

    def use_keymap(self, keymap: Keymap) -> None:
        """Remap keys from now on."""
        self.keymap = keymap
        self.set_keymap(keymap.keys)

    def offers(self) -> list[Offer]:
        """What a person can do on the screen that is up."""
        return offers(self.screen, self.keymap.keys)

    def action_command_palette(self) -> None:
        from coffeechat.commands.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_help(self) -> None:
        """Show what this screen is for and what it offers."""
        from coffeechat.commands.help import HelpScreen

        explanation = self.screen.EXPLANATION if isinstance(self.screen, Commanded) else ""
        self.push_screen(HelpScreen(explanation, self.offers()), self._run_chosen)

    async def _run_chosen(self, offer: Offer | None) -> None:
        if offer is not None:
            await offer.run()

    def action_help_quit(self) -> None:
        """Ctrl+c with nothing selected: most people mean to leave."""
        quits = [key for offer in self.offers() if offer.command.id == "app.quit" for key in offer.keys]
        key = shown_key(quits[0]) if quits else "ctrl+q"
        self.notify(f"ctrl+c copies selected text. To leave press {key}.", markup=False)
