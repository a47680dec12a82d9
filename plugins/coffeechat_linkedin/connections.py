"""Turns the rows of Connections.csv into people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coffeechat.api import ContactRecord, PersonRecord, Record, Skipped, Warned
from coffeechat_linkedin.dates import read_day
from coffeechat_linkedin.links import profile_key
from coffeechat_linkedin.names import fold, without_credentials
from coffeechat_linkedin.table import Row, Table

FIELDS = ("given", "middle", "family", "url", "email", "company", "position", "connected")
PHONES = ("mobile", "work", "home")
# what cp1252 makes of the second byte of a UTF-8 letter, behind the Ã or Â it makes of the first
_DAMAGE = re.compile("\ufffd|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


class Remarks:
    """What is said once about the whole file: how many rows it concerns, and the first of them."""

    def __init__(self) -> None:
        self._damaged: list[PersonRecord] = []
        self._undated: list[tuple[int, str]] = []

    def look_at(self, person: PersonRecord, row: Row) -> None:
        if person.known_since is None and (connected := row.cells[FIELDS.index("connected")].strip()):
            self._undated.append((person.line, connected))
        text = "".join(row.cells)
        if not text.isascii() and _DAMAGE.search(text):
            self._damaged.append(person)

    def said(self) -> Iterator[Warned]:
        if self._damaged:
            first = self._damaged[0]
            yield Warned(
                f"Letters are broken in {_rows(len(self._damaged))}, the first on line {first.line} "
                f"({first.display}): another program damaged the file earlier, or --encoding is wrong. "
                "Best import the file as LinkedIn sent it."
            )
        if self._undated:
            line, text = self._undated[0]
            yield Warned(
                f"The date of connecting can't be read in {_rows(len(self._undated))}, the first on "
                f"line {line} ({text}); these people are imported without it."
            )


def read_connections(table: Table) -> Iterator[Record]:
    """A PersonRecord or Skipped per row, and at the end what there is to say about the file."""
    remarks = Remarks()
    for row in table.rows(FIELDS + PHONES):
        if not isinstance(row, Row):
            yield row
            continue
        record = _read_row(row)
        if isinstance(record, PersonRecord):
            remarks.look_at(record, row)
        yield record
    yield from remarks.said()


def _read_row(row: Row) -> PersonRecord | Skipped:
    given, middle, family, url, email, company, position, connected, *phones = _tidy(row.cells)
    given, family = without_credentials(given), without_credentials(family)
    link = profile_key(url) if url else None
    name = " ".join(filter(None, (given, middle, family)))
    if not (name or link or email):
        return Skipped(row.line, "no name and no profile link: most likely a closed account")
    known_since = read_day(connected)
    key, other_key = _keys(link, name, known_since, email)
    return PersonRecord(
        line=row.line,
        display=name or link or email,
        key=key,
        other_key=other_key,
        given=given or None,
        family=family or None,
        title=position or None,
        organisation=company or None,
        contacts=_contacts(url, link, email, phones),
        known_since=known_since,
    )


def _tidy(cells: tuple[str, ...]) -> list[str]:
    """Without blanks at the ends, each on one line."""
    tidy = [cell.strip() for cell in cells]
    if "".join(tidy).isprintable():  # line ends, tabs and no-break spaces aren't
        return tidy
    return [" ".join(cell.split()) for cell in tidy]


def _keys(link: str | None, name: str, known_since: str | None, email: str) -> tuple[str | None, str | None]:
    """The link; name and date, which no two of 6,863 rows shared; the e-mail where a file has neither."""
    dated = f"linkedin:{fold(name)}|{known_since}" if name and known_since else None
    if link:
        return f"linkedin:{link}", dated
    return dated or (f"linkedin:{email.casefold()}" if email else None), None


def _contacts(url: str, link: str | None, email: str, phones: list[str]) -> tuple[ContactRecord, ...]:
    contacts = []
    if url:
        contacts.append(ContactRecord("linkedin" if link else "url", url))
    if email:
        contacts.append(ContactRecord("email", email))
    if any(phones):
        numbers = zip(phones, PHONES, strict=True)
        contacts.extend(ContactRecord("phone", number, label) for number, label in numbers if number)
    return tuple(contacts)


def _rows(count: int) -> str:
    return f"{count:,} rows" if count != 1 else "one row"
