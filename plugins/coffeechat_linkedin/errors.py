"""Why a LinkedIn file as a whole can't be read, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coffeechat.api import ImporterError

WHERE_TO_ASK = (
    "On LinkedIn open Settings, Data privacy, 'Get a copy of your data', tick 'Connections', "
    "and import the zip it sends or the Connections.csv inside"
)


class EmptyExport(ImporterError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is empty: there is nothing to import. {WHERE_TO_ASK}.")


class NoConnections(ImporterError):
    def __init__(self, path: Path, found: Sequence[str]) -> None:
        listed = ", ".join(found[:8]) + (f" and {len(found) - 8} more" if len(found) > 8 else "")
        super().__init__(f"{path.name} has no Connections.csv; it holds {listed or 'no files'}. {WHERE_TO_ASK}.")


class NoHeader(ImporterError):
    def __init__(self, name: str, first_line: str, expected: str) -> None:
        super().__init__(
            f"{name} has no row of column names that LinkedIn writes: its first line is "
            f"“{_shortened(first_line)}”, expected was “{expected}”. "
            "If another program saved the file, import the one LinkedIn sent."
        )


class DamagedZip(ImporterError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a damaged or half-downloaded zip file. Download it again.")


class EncryptedZip(ImporterError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is locked with a password. Unpack it first and import the folder.")


class TooLarge(ImporterError):
    def __init__(self, name: str, megabytes: int) -> None:
        super().__init__(
            f"{name} holds more than {megabytes} MB, which LinkedIn never writes, and was not read. "
            "Check where the file comes from, or import a Connections.csv alone."
        )


class FileNotOpened(ImporterError):
    def __init__(self, name: str, reason: str | None) -> None:
        super().__init__(f"{name} can't be opened ({reason or 'unknown reason'}). Check its permissions.")


class UnknownEncoding(ImporterError):
    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"No text encoding is called “{encoding}”. Common ones are utf-8, utf-16, mac_roman, "
            "cp1252 (Windows, western Europe), cp1250 (central Europe) and cp1251 (Cyrillic); "
            "or leave --encoding out."
        )


class BrokenQuotes(ImporterError):
    def __init__(self, name: str, places: int) -> None:
        super().__init__(
            f"{name} has quotation marks that are never closed in more than {places} places, "
            "so its rows can't be told apart. Import the file as LinkedIn sent it."
        )


def _shortened(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= 100 else words[:99] + "…"
