"""Screens on which letters are typed: `esc`, then a letter, is a command; so is that letter with `alt`.

Terminals send the two alike, so that whoever types fast does not notice. Everything that was typed before a command
has arrived where it was typed when the command acts.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar

from textual.events import Key
from textual.timer import Timer

from coffeechat.commands.offers import Offer, offers
from coffeechat.screens.view import AppScreen
from coffeechat.widgets.which_key import Choice, WhichKey

LEADER = "escape"
PATIENCE_SECONDS = 0.5
"""A field that goes just then has nothing more to say."""
LEADING_SECONDS = 5.0
"""So long after `esc` a letter is text again: nobody remembers for longer that they pressed it."""
_MOMENT_SECONDS = 0.005


class LedScreen(AppScreen):
    """Its commands have keys such as `alt+p`; `TWICE` is the id of the one that `esc esc` runs."""

    TWICE: ClassVar[str]

    is_leading = False
    """Whether `esc` was pressed, and the next letter is a command."""
    _forgets: Timer | None = None

    async def led(self, event: Key) -> bool:
        """Whether a key was a command, and is done. The app asks before anything else gets the key."""
        if self.focused is None:
            await self._opened()
        if self.is_leading:
            return await self._after_leader(event)
        if event.key == LEADER:
            self._lead(True)
            return True
        if event.is_printable and not event.key.startswith("alt+"):
            return False
        offer = self._offer(event.key)
        if offer is None:
            return event.is_printable  # alt and a letter that is no command here: not the letter
        await self._run(offer)
        return True

    def show_keys(self) -> None:
        """Bring the lines of keys up to date."""
        choices = tuple(
            Choice(letter, offer.command.label, offer.command.id, offer.is_ready)
            for offer in self._offers()
            if offer.node is self and (letter := _letter(offer))
        )
        self.query_one(WhichKey).choices = choices

    async def on_which_key_chosen(self, message: WhichKey.Chosen) -> None:
        self._lead(False)
        offer = next((offer for offer in self._offers() if offer.command.id == message.id), None)
        if offer is not None:
            await self._run(offer)

    async def _after_leader(self, event: Key) -> bool:
        """A letter that is no command is typed, so that nothing is lost."""
        self._lead(False)
        if event.key == LEADER:
            offer = next((offer for offer in self._offers() if offer.command.id == self.TWICE), None)
        else:
            offer = self._offer(f"alt+{event.key}") if event.is_printable else None
        if offer is None:
            return False
        await self._run(offer)
        return True

    async def _run(self, offer: Offer) -> None:
        await self.typed()
        await offer.run()

    async def typed(self) -> None:
        """Until what was typed before stands where it was typed."""
        if self.focused is not None and self.focused.is_attached:
            arrived = asyncio.Event()
            self.focused.call_later(arrived.set)
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await arrived.wait()

    async def _opened(self) -> None:
        """Until there is a cursor: what is typed while the screen opens is text, and no command of the app."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self.focused is None and self.is_attached:
                    await asyncio.sleep(_MOMENT_SECONDS)

    def _lead(self, is_leading: bool) -> None:
        self.is_leading = is_leading
        if self._forgets is not None:
            self._forgets.stop()
        self._forgets = self.set_timer(LEADING_SECONDS, lambda: self._lead(False)) if is_leading else None
        for line in self.query(WhichKey):
            line.is_leading = is_leading

    def _offer(self, key: str) -> Offer | None:
        return next((offer for offer in self._offers() if offer.node is self and key in offer.keys), None)

    def _offers(self) -> list[Offer]:
        return offers(self, self.coffeechat.keymap.keys)


def _letter(offer: Offer) -> str | None:
    """The letter that follows `esc`."""
    return next((key.removeprefix("alt+") for key in offer.keys if key.startswith("alt+")), None)
