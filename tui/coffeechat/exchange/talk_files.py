"""Talks written to a stream: for a calendar (ics), or as briefs to read (md, txt)."""

from __future__ import annotations

from typing import BinaryIO, Final

import apsw

from coffeechat.errors import CoffeechatError
from coffeechat.method.dates import moment
from coffeechat.method.folding import fold
from coffeechat.store import clock, conversation_list, conversations, rules, zones
from coffeechat.store.briefing import Briefing, briefing
from coffeechat.store.conversations import Talk

CALENDAR: Final = "ics"
_SLUG_LETTERS: Final = 40


class NoTalkToCome(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("There is no talk to come, so there was nothing to write. `coffeechat talk PERSON` plans one.")


def file_name(talk: Talk, format_name: str) -> str:
    """What to call the file of one talk: `talk-ada-lindqvist-2026-03-06.ics`."""
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in fold(talk.name)).split())
    at = moment(talk.conversation.at)
    day = f"-{at.astimezone(zones.here()):%Y-%m-%d}" if at else ""
    return f"talk-{slug[:_SLUG_LETTERS].rstrip('-') or 'with-somebody'}{day}.{format_name}"


def write(connection: apsw.Connection, stream: BinaryIO, format_name: str, talk: bytes | None = None) -> int:
    """Write one talk, or all that are to come; returns how many. Raises NoTalkToCome, WithoutATime."""
    now, chosen = clock.now(), rules.load(connection)
    known = [_known(connection, talk)] if talk else _to_come(connection, format_name)
    if not known:
        raise NoTalkToCome
    if format_name == CALENDAR:
        from coffeechat.exchange.calendar_file import calendar_file

        stream.write(calendar_file(known, chosen, now))
    else:
        from coffeechat.exchange.brief import brief

        pages = [brief(one, chosen, now, "md" if format_name == "md" else "txt") for one in known]
        stream.write("\n".join(pages).encode())
    return len(known)


def _to_come(connection: apsw.Connection, format_name: str) -> list[Briefing]:
    if format_name == CALENDAR:
        ids = conversation_list.for_calendar(connection, clock.now())
    else:
        ids = [listed.conversation.id for listed in conversation_list.ahead(connection, clock.now())]
    return [_known(connection, conversation_id) for conversation_id in ids]


def _known(connection: apsw.Connection, conversation_id: bytes) -> Briefing:
    talk = conversations.detail(connection, conversation_id)
    if talk is None:
        raise conversations.ConversationGone
    return briefing(connection, talk)
