"""The one person whom some words name: for the command line, where nobody can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.method.folding import fold
from coffeechat.store import pages
from coffeechat.store.pages import Line

SHOWN = 5


class NobodyNamed(CoffeechatError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"Nobody matches “{text}”. `coffeechat people` lists everybody; the app or an import adds somebody new."
        )


class SeveralNamed(CoffeechatError):
    def __init__(self, text: str, found: Sequence[Line], count: int) -> None:
        names = ", ".join(f"{line.name}{f' ({line.organisation})' if line.organisation else ''}" for line in found)
        more = f" and {count - len(found)} more" if count > len(found) else ""
        super().__init__(f"“{text}” may be {names}{more}. Write more of the name, or add at:ORGANISATION.")


def person_named(connection: apsw.Connection, text: str) -> bytes:
    """The id of the only person whose whole name this is, or else whose name has these words in it, or else whom they
    find by whatever is known of people. Raises NobodyNamed, SeveralNamed."""
    found = pages.People(connection, "name", text=text) if text.strip() else None
    if not found or not found.count():
        raise NobodyNamed(text)
    lines = found.lines(0, found.count())
    exact = [line for line in lines if fold(line.name) == fold(text)]
    by_name = [line for line in lines if all(word in fold(line.name) for word in fold(text).split())]
    chosen = exact or by_name or lines
    if len(chosen) > 1:
        raise SeveralNamed(text, chosen[:SHOWN], len(chosen))
    return chosen[0].id
