"""Birthdays as vCards of each version write them: with a year, without one, or as words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from coffeechat_vcard.escapes import escape_text, one_line
from coffeechat_vcard.properties import Property

_FULL: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?", re.ASCII)
_YEARLESS: Final = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?", re.ASCII)
_OURS_FULL: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_OURS_YEARLESS: Final = re.compile(r"--(\d\d)-(\d\d)", re.ASCII)
_NO_YEAR: Final = "1604"
"""What iPhones write for a year that isn't known: a leap year, and nobody living was born in it."""


def read_birthday(found: Property) -> str | None:
    """ISO date, `--MM-DD`, or the card's own words."""
    text = one_line(found.text)
    if (found.head.parameter("VALUE") or "").lower() == "text":
        return text or None
    if (yearless := _YEARLESS.fullmatch(text)) and _is_day(_NO_YEAR, *yearless.groups()):
        return f"--{yearless[1]}-{yearless[2]}"
    if (full := _FULL.fullmatch(text)) and _is_day(*full.groups()):
        year, month, day = full.groups()
        is_yearless = year == (found.head.parameter("X-APPLE-OMIT-YEAR") or _NO_YEAR)
        return f"--{month}-{day}" if is_yearless else f"{year}-{month}-{day}"
    return text or None


def birthday_line(birthday: str, *, is_version_4: bool) -> str:
    """The BDAY line for what `read_birthday` gives."""
    if (yearless := _OURS_YEARLESS.fullmatch(birthday)) and _is_day(_NO_YEAR, *yearless.groups()):
        if is_version_4:
            return f"BDAY:--{yearless[1]}{yearless[2]}"
        return f"BDAY;X-APPLE-OMIT-YEAR={_NO_YEAR}:{_NO_YEAR}-{yearless[1]}-{yearless[2]}"
    if (full := _OURS_FULL.fullmatch(birthday)) and _is_day(*full.groups()):
        return f"BDAY:{birthday.replace('-', '') if is_version_4 else birthday}"
    return f"BDAY;VALUE=text:{escape_text(birthday)}"


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
