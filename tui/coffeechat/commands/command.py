"""The one declaration of a command, from which its key, palette entry, footer, help line and docs follow."""

from __future__ import annotations

from msgspec import Struct


class Command(Struct, frozen=True, kw_only=True):
    """Something a person can do on a screen, in a list or everywhere.

    `id` is the name by which people remap it (`people.merge`), `action` the Textual action it calls on the
    node that declares it (`merge`, or `show('today')`). `help` is a sentence. The first of `keys` is the one
    that is shown. `footer`: None keeps it out of the footer; the higher the number, the longer it stays there
    on a narrow screen.
    """

    id: str
    title: str
    help: str
    action: str
    keys: tuple[str, ...] = ()
    group: str
    footer: int | None = None
    short: str = ""

    @property
    def label(self) -> str:
        """What the footer says."""
        return self.short or self.title
