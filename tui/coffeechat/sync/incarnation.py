"""A mark outside of the database file, so that a copy or an older state of it notices early that it is one.

File and mark carry the same random number, a new one before each batch is sent. A file whose number is not the mark's
was copied from elsewhere or restored from a backup: somebody else may go on as this device, so it takes a new id. (If
both are set back together, as a virtual machine is, the relay's answer shows it; that is only later.)
"""

from __future__ import annotations

import secrets
from pathlib import Path

from coffeechat.folders import state_path
from coffeechat.store import settings
from coffeechat.store.replica import history, outbox, rehoming
from coffeechat.store.store import Store
from coffeechat.sync import keyholder

_NUMBER = "incarnation"


def check(store: Store) -> bool:
    """Whether the file is what it was when this machine last sent something; if not, it is a new device now."""
    ours = settings.local(store.connection, _NUMBER)
    if ours is None or ours in _marks(store.path):
        return True
    with store.local_change():
        mine = history.own_head(store.connection)
        if mine != history.START or outbox.get(store.connection):
            rehoming.become_new(store.connection, mine)
    renew(store)
    return False


def renew(store: Store) -> None:
    """A new number. While the file is written both are valid: a machine that stops in between goes on as it was."""
    before, after = settings.local(store.connection, _NUMBER), secrets.token_hex(8)
    _put(store.path, [*filter(None, (before,)), after])
    settings.put_local(store, _NUMBER, after)
    _put(store.path, [after])


def _mark(path: Path) -> Path:
    return state_path() / "marks" / keyholder.name_of(path)


def _marks(path: Path) -> list[str]:
    try:
        return _mark(path).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return []


def _put(path: Path, numbers: list[str]) -> None:
    mark = _mark(path)
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = mark.with_suffix(".new")
    unfinished.write_text(" ".join(numbers), encoding="ascii")
    unfinished.replace(mark)
