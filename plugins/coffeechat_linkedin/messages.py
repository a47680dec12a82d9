"""Finds in messages.csv when each person was last written to, and when they last wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from coffeechat.api import TouchRecord, Warned
from coffeechat_linkedin.dates import read_instant
from coffeechat_linkedin.links import profile_key
from coffeechat_linkedin.table import Row, Table

FIELDS = ("conversation", "from", "sender", "to", "recipients", "date", "direction", "folder", "draft")
MOST_RECIPIENTS = 20
_BETWEEN_LINKS = re.compile(r"[,;\s]+")
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*")


class Message(NamedTuple):
    """One message between two profiles. `identity` stands as in the file, alike in every export."""

    at: str
    line: int
    identity: tuple[str, str, str, str]
    """Conversation, date, from, to."""
    sender_name: str
    recipient_name: str
    sent: bool | None
    """Whether the folder or direction says that the user wrote it."""


class Mailbox:
    """The newest message between every two profiles: 100,000 messages need no more room than their people."""

    def __init__(self, user_name: str | None) -> None:
        self._user_name = user_name.casefold() if user_name else None
        self._newest: dict[tuple[str, str], Message] = {}
        self._takes_part: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._undated: list[int] = []
        self._without_link = 0

    def add(self, row: Row) -> None:
        """Drafts, messages without a readable date and those of closed accounts don't count."""
        conversation, sender_name, sender_url, to, recipient_urls, date, direction, folder, draft = row.cells
        if draft.strip().casefold() in {"yes", "true"}:
            return
        at = read_instant(date.strip())
        if at is None:
            self._undated.append(row.line)
            return
        sender, recipients = profile_key(sender_url.strip()), _recipients(recipient_urls, to)
        if sender is None or not recipients:
            self._without_link += 1
            return
        self._count(sender, sender_name.strip(), recipients)
        identity = (conversation, date, sender_name, to)
        sent = _was_sent(direction or folder)
        for recipient, name in recipients:
            self._keep(sender, recipient, Message(at, row.line, identity, sender_name.strip(), name, sent))

    def touches(self) -> Iterator[TouchRecord]:
        """At most two a person: the newest from the user and the newest to them."""
        user = self._user()
        for (sender, recipient), message in self._newest.items():
            if sender == recipient:
                continue
            if sender == user or (user is None and message.sent):
                yield _touch(message, recipient, message.recipient_name, "out")
            elif recipient == user or (user is None and message.sent is False):
                yield _touch(message, sender, message.sender_name, "in")

    def remarks(self) -> Iterator[Warned]:
        if self._undated:
            yield Warned(
                f"{_messages_were(len(self._undated))} left out because the date can't be read, "
                f"the first on line {self._undated[0]}."
            )
        if self._without_link:
            yield Warned(
                f"{_messages_were(self._without_link)} left out because the profile link of the sender "
                "or of all recipients is missing (a closed account, or an older export)."
            )
        directed = any(message.sent is not None for message in self._newest.values())
        if self._newest and self._user() is None and not directed:
            yield Warned("The messages don't tell which profile is yours, so no last contact was taken from them.")

    def _count(self, sender: str, sender_name: str, recipients: list[tuple[str, str]]) -> None:
        self._names.setdefault(sender, sender_name)
        self._takes_part.update({sender, *(recipient for recipient, _ in recipients)})

    def _keep(self, sender: str, recipient: str, message: Message) -> None:
        """Of two in the same second the greater identity wins, so that the order of rows doesn't matter."""
        known = self._newest.get((sender, recipient))
        if known is None or (message.at, message.identity) > (known.at, known.identity):
            self._newest[sender, recipient] = message

    def _user(self) -> str | None:
        """The profile with the user's name, else the one in most messages; None between equals."""
        named = [link for link, name in self._names.items() if name.casefold() == self._user_name]
        if named:
            return max(named, key=self._takes_part.__getitem__)
        most = self._takes_part.most_common(2)
        if not most or (len(most) == 2 and most[0][1] == most[1][1]):
            return None
        return most[0][0]


def read_messages(table: Table, user_name: str | None) -> Iterator[TouchRecord | Warned | None]:
    """None for each row read, so that the caller can tell progress, then what was found."""
    mailbox = Mailbox(user_name)
    for row in table.rows(FIELDS):
        if isinstance(row, Row):
            mailbox.add(row)
        yield None
    yield from mailbox.touches()
    yield from mailbox.remarks()


def _recipients(urls: str, to: str) -> list[tuple[str, str]]:
    """Profile and name of each; no names where commas within them leave open whose is whose."""
    links = [link for link in _BETWEEN_LINKS.split(urls) if link]
    names = _BETWEEN_NAMES.split(to.strip())
    if len(links) == 1:
        names = [to.strip()]
    elif len(names) != len(links):
        names = [""] * len(links)
    pairs = zip(map(profile_key, links), names, strict=True)
    return [(link, name) for link, name in pairs if link is not None][:MOST_RECIPIENTS]


def _was_sent(word: str) -> bool | None:
    word = word.strip().casefold()
    if word in {"sent", "outgoing"}:
        return True
    return False if word in {"inbox", "incoming"} else None


def _touch(message: Message, person: str, name: str, direction: str) -> TouchRecord:
    return TouchRecord(
        line=message.line,
        key=f"linkedin:message:{_digest(*message.identity, person)}",
        person_key=f"linkedin:{person}",
        at=message.at,
        direction=direction,
        person_name=name or None,
        channel="linkedin",
    )


def _digest(*parts: str) -> str:
    # 4 ms to import, so only for those who have messages
    from hashlib import blake2b

    return blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=12).hexdigest()


def _messages_were(count: int) -> str:
    return f"{count:,} messages were" if count != 1 else "One message was"
