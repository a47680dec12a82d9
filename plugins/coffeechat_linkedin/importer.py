"""The importer itself: recognises an export, and reads first its connections, then its messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from coffeechat.api import ImporterError, Options, Progress, Record, Source, Warned
from coffeechat_linkedin.archive import Member, find_members, looks_zipped, read_member
from coffeechat_linkedin.columns import CONNECTIONS, MESSAGES, PROFILE
from coffeechat_linkedin.connections import read_connections
from coffeechat_linkedin.encoding import LEGACY, find_encoding, require_known
from coffeechat_linkedin.errors import EmptyExport, NoConnections, NoHeader
from coffeechat_linkedin.messages import read_messages
from coffeechat_linkedin.table import Header, Row, Table, find_header

CONNECTIONS_FILE = "connections.csv"
OUTLOOK_START = "linkedin_connections_export_"
OTHER_FILES = frozenset({"messages.csv", "profile.csv", "invitations.csv", "positions.csv"})
CONNECTIONS_HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
MESSAGES_HEADER = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE"
PROGRESS_EVERY = 512


class LinkedInImporter:
    """Connections become people; of the messages, the newest in and out of each person becomes a touch."""

    name = "linkedin"
    title = "LinkedIn export (zip, folder or csv)"
    suffixes: tuple[str, ...] = (".csv", ".zip")

    def sniff(self, source: Source) -> float:
        if source.path.is_dir() or looks_zipped(source.head):
            return _sniff_members(source)
        if not source.head:
            return 0.1 if source.path.suffix.casefold() in self.suffixes else 0.0
        text = source.head.decode(find_encoding(source.head), "replace")
        return _sniff_header(find_header(text.splitlines()))

    def parse(self, source: Source, options: Options) -> Iterator[Record]:
        encoding = require_known(options.encoding) if options.encoding else None
        members = find_members(source.path, source.head)
        if [member.place for member in members] == [str(source.path)]:
            return _read_single(members[0], encoding)
        return _read_export(source.path, members, encoding)


def _sniff_members(source: Source) -> float:
    try:
        names = {member.name.casefold() for member in find_members(source.path, source.head)}
    except ImporterError:
        return 0.1  # a zip that can't be opened: enough for parse to say so, if nobody else wants it
    if any(_holds_connections(name) for name in names):
        return 0.9
    return 0.3 if len(names & OTHER_FILES) > 1 else 0.0


def _sniff_header(header: Header | None) -> float:
    if header is None:
        return 0.0
    if header.kind == CONNECTIONS:
        if {"connected", "url"} & set(header.fields):
            return 0.95
        return 0.4 if {"email", "company", "position"} & set(header.fields) else 0.0
    named = {"conversation", "sender", "direction"} & set(header.fields)
    return 0.9 if header.kind == MESSAGES and named else 0.0


def _holds_connections(name: str) -> bool:
    return name == CONNECTIONS_FILE or (name.startswith(OUTLOOK_START) and name.endswith(".csv"))


def _read_single(member: Member, encoding: str | None) -> Iterator[Record]:
    table, remarks = _open_table(member, encoding)
    if table.header is None or table.header.kind == PROFILE:
        raise NoHeader(member.name, table.first_line, CONNECTIONS_HEADER)
    yield from remarks
    yield from _read_table(table, None, 0, member.size)


def _read_export(path: Path, members: list[Member], encoding: str | None) -> Iterator[Record]:
    lists = [member for member in members if _holds_connections(member.name.casefold())]
    if not lists:
        raise NoConnections(path, sorted({member.name for member in members}))
    if len(lists) > 1:
        yield Warned(f"{path.name} holds {len(lists)} lists of connections; only {lists[0].place} was read.")
    named = {member.name.casefold(): member for member in reversed(members)}
    messages = named.get("messages.csv")
    total = lists[0].size + (messages.size if messages else 0)
    yield from _read_connections(lists[0], encoding, total)
    if messages:
        yield from _read_messages(messages, _user_name(named.get("profile.csv")), lists[0].size, total)


def _read_connections(member: Member, encoding: str | None, total: int) -> Iterator[Record]:
    table, remarks = _open_table(member, encoding)
    if table.header is None or table.header.kind != CONNECTIONS:
        raise NoHeader(member.name, table.first_line, CONNECTIONS_HEADER)
    yield from remarks
    yield from _read_table(table, None, 0, total)


def _read_messages(member: Member, user_name: str | None, before: int, total: int) -> Iterator[Record]:
    """Connections are there already, so messages that can't be read are only worth a word."""
    try:
        table, _ = _open_table(member, None)
        if table.header is None or table.header.kind != MESSAGES:
            raise NoHeader(member.name, table.first_line, MESSAGES_HEADER)
        yield from _read_table(table, user_name, before, total)
    except ImporterError as error:
        yield Warned(f"When people were last written to is not known: {error}")


def _user_name(profile: Member | None) -> str | None:
    """The user's own name, which tells their messages from those of others; the export need not have it."""
    if profile is None:
        return None
    try:
        table, _ = _open_table(profile, None)
    except ImporterError:
        return None
    if table.header is None or table.header.kind != PROFILE:
        return None
    row = next((row for row in table.rows(("given", "family")) if isinstance(row, Row)), None)
    return " ".join(cell.strip() for cell in row.cells).strip() if row else None


def _open_table(member: Member, encoding: str | None) -> tuple[Table, list[Warned]]:
    data = read_member(member)
    if not data.strip():
        raise EmptyExport(member.name)
    remarks = []
    if encoding is None:
        encoding = find_encoding(data)
        if encoding == LEGACY:
            remarks.append(
                Warned(
                    f"{member.name} is not UTF-8 and was read as cp1252 (Windows, western Europe). "
                    "If names look wrong, name the right encoding with --encoding."
                )
            )
    return Table(member.name, data, encoding), remarks


def _read_table(table: Table, user_name: str | None, before: int, total: int) -> Iterator[Record]:
    assert table.header is not None
    items: Iterable[Record | None]
    items = read_connections(table) if table.header.kind == CONNECTIONS else read_messages(table, user_name)
    for count, item in enumerate(items, start=1):
        if item is not None:
            yield item
        if count % PROGRESS_EVERY == 0:
            yield Progress(min(before + table.bytes_read(), total), total)
