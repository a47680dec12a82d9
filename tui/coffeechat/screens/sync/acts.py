"""What the Sync screen has done in a thread of its own, each with a store of its own; and what its questions accept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coffeechat.errors import CoffeechatError
from coffeechat.store.store import Store

if TYPE_CHECKING:
    from coffeechat.sync.membership import Members
    from coffeechat.sync.session import Session


class Link(NamedTuple):
    """What lets another machine in."""

    line: str
    words: str
    qr: str


class NotYes(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("Type yes to do it, or press esc.")


def set_up(path: Path, line: str) -> Link:
    """`line` is the relay's address and, behind a blank, an invite."""
    from coffeechat.sync import membership
    from coffeechat.sync.session import Session

    url, _, invite = line.partition(" ")
    with Store(path) as store:
        membership.set_up(store, url, invite)
        with Session(store) as session:
            return _link(session)


def join(path: Path, line: str, words: str) -> None:
    from coffeechat.sync import membership, recovery

    url, secret = (line, recovery.read_words(words)) if words else recovery.read_line(line)
    with Store(path) as store:
        membership.join(store, url, secret)


def link(path: Path) -> Link:
    from coffeechat.sync.errors import Unreachable
    from coffeechat.sync.session import Session

    with Store(path) as store, Session(store) as session:
        with suppress(Unreachable):  # on paper it is of use also without a network
            session.learn_keys()
        return _link(session)


def _link(session: Session) -> Link:
    from coffeechat.sync import recovery

    secret = session.vault.keys[session.vault.epoch].secret
    line = recovery.line(session.url, secret)
    return Link(line, recovery.words(secret), recovery.qr(line))


def members(path: Path) -> Members:
    from coffeechat.sync.session import Session

    with Store(path) as store, Session(store) as session:
        return session.members()


def revoke(path: Path, device: bytes) -> Link:
    from coffeechat.sync.session import Session

    with Store(path) as store, Session(store) as session:
        session.sync()
        session.revoke(device)
        return _link(session)


def preview_url(line: str) -> str:
    from coffeechat.sync.relay import checked

    url, _, invite = line.partition(" ")
    checked(url)
    return f"with the code {invite}" if invite else ""


def preview_line(line: str) -> str:
    from coffeechat.sync import recovery
    from coffeechat.sync.relay import checked

    if "#" not in line:
        checked(line)
        return "The words are asked for next."
    return f"at {recovery.read_line(line).url}"


def preview_words(line: str) -> str:
    from coffeechat.sync import recovery

    recovery.read_words(line)
    return "These are 24 good words."


def preview_yes(line: str) -> str:
    if line.casefold() not in ("y", "yes"):
        raise NotYes
    return "enter does it."
