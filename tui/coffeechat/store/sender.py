"""The user, as messages name them: settings that travel with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from msgspec import Struct

from coffeechat.store import settings

if TYPE_CHECKING:
    from coffeechat.store.store import Store

SETTINGS = {"name": "my name", "words": "my words", "phone": "my phone", "language": "my language"}
"""By field of `Sender`: under which name it is stored."""


class Sender(Struct, frozen=True):
    """Who writes: name, who they are in a few words, the number on which they are reached, the language in which their
    messages begin; empty where not told."""

    name: str = ""
    words: str = ""
    phone: str = ""
    language: str = ""


def load(connection: apsw.Connection) -> Sender:
    return Sender(**{field: settings.get(connection, name) or "" for field, name in SETTINGS.items()})


def put(store: Store, field: str, value: str) -> None:
    """Remember one field of `Sender`."""
    with store.change("how you sign your messages") as change:
        settings.put(store, change, SETTINGS[field], value or None)
