"""What the command palette finds: every command of the screen and the app, with its key and sentence."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from coffeechat.commands.command_app import CommandApp
from coffeechat.commands.keys import shown_key
from coffeechat.commands.offers import Offer, offers

_SENTENCE_SCORE = 0.1  # a word found only in the help sentence stands behind every match of a title


class Palette(CommandPalette):
    """Textual's, but for a page key before its list is painted: that one ends the app with a KeyError."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)


class OfferProvider(Provider):
    """Searches the commands' titles first, then their sentences."""

    async def discover(self) -> Hits:
        for offer in self._offers():
            title = offer.command.title
            yield DiscoveryHit(_display(Content(title), offer), offer.run, title, escape(offer.command.help))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for offer in self._offers():
            title, sentence = offer.command.title, offer.command.help
            is_said = query.casefold() in sentence.casefold()
            score = matcher.match(title) or (_SENTENCE_SCORE if is_said else 0)
            if score:
                display = _display(matcher.highlight(title), offer)
                yield Hit(score, display, offer.run, title, escape(sentence))

    def _offers(self) -> list[Offer]:
        app = self.app
        keymap = app.keymap.keys if isinstance(app, CommandApp) else {}
        return [offer for offer in offers(self.screen, keymap) if offer.is_ready]


def _display(title: Content, offer: Offer) -> Content:
    keys = ", ".join(shown_key(key) for key in offer.keys)
    return Content.assemble(title, ("  " + keys, "dim")) if keys else title
