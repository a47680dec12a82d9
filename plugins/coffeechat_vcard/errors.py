"""What can be wrong with a file as a whole, or with what was asked for."""

from __future__ import annotations

from pathlib import Path

from coffeechat.api import CoffeechatError, ImporterError


class EmptyFile(ImporterError):
    """Nothing is in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is empty. Export the contacts once more, from the phone or address book.")


class NoCards(ImporterError):
    """There is no BEGIN:VCARD in the file, as far as it can be read."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        advice = (
            f"It was read as {encoding}, as asked for: try it without an encoding."
            if encoding
            else "Choose the .vcf file that the phone or address book exported."
        )
        super().__init__(f"{path.name} holds no contacts: no BEGIN:VCARD is in it. {advice}")


class UnreadableFile(ImporterError):
    """The system doesn't let us open or read the file."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path.name} can't be read ({error.strerror}). Check that it is there and that you may read it."
        )


class UnknownEncoding(ImporterError):
    """No codec goes by that name."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"No encoding is called {encoding!r}. Leave it out, or give one like utf-8, cp1252 or shift_jis."
        )


class UnknownVersion(CoffeechatError):
    """A version of vCard that isn't written."""

    def __init__(self, version: str) -> None:
        super().__init__(f"vCard {version} can't be written. Choose 3.0, which nearly every program reads, or 4.0.")
