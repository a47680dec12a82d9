"""Which of the two lenses this copy of the app looks through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coffeechat.store import settings
from coffeechat.store.store import Store

if TYPE_CHECKING:
    from coffeechat.method.ranking import Lens

LENS = "lens"
"""The local setting that holds it."""


def chosen_lens(store: Store) -> Lens:
    """The one it was last left with."""
    return "research" if settings.local(store.connection, LENS) == "research" else "crystal"
