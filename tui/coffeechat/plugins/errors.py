"""Why a file could not be read, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coffeechat.errors import CoffeechatError
from coffeechat.plugins.frames import Kind


class NoSuchFile(CoffeechatError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file or folder {path}. Check the name.")


class EmptyFile(CoffeechatError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is empty: there is nothing to import. Download or export it again.")


class NotOpened(CoffeechatError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} can't be opened ({why}). Check its permissions, or copy it to another place.")


class NotAFile(CoffeechatError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is neither a file nor a folder. Save what it gives to a file and import that.")


class NotReadable(CoffeechatError):
    def __init__(self, path: Path, kinds: Sequence[Kind]) -> None:
        super().__init__(
            f"{path} is of no kind that can be imported. Known are {_listed(kinds)}. "
            "If it is one of these, name it with --as."
        )


class UnknownImporter(CoffeechatError):
    def __init__(self, name: str, kinds: Sequence[Kind]) -> None:
        super().__init__(f"There is no importer “{name}”. After --as you can say {_listed(kinds)}.")


class ReadingCancelled(CoffeechatError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Reading {path} was cancelled. Nothing was changed.")


class ImporterFailed(CoffeechatError):
    """The plugin's code broke, or its process died."""

    def __init__(self, plugin: str, path: Path, why: str) -> None:
        super().__init__(
            f"The plugin “{plugin}” failed while it read {path} ({why}). Nothing was changed. "
            "Update the plugin, or try another importer with --as."
        )


class ImporterSilent(CoffeechatError):
    """The plugin gave no sign of life, and was ended."""

    def __init__(self, plugin: str, path: Path, seconds: float) -> None:
        super().__init__(
            f"The plugin “{plugin}” gave no sign of life for {seconds:g} s while it read {path}, "
            "and was ended. Nothing was changed. Update the plugin, or try another importer with --as."
        )


class ReaderNotStarted(CoffeechatError):
    """The child process broke before any plugin's code ran: the installation is damaged."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The process that reads files did not start ({why}). Nothing was changed. "
            "Install coffeechat again; `coffeechat doctor` looks for the cause."
        )


def _listed(kinds: Sequence[Kind]) -> str:
    if not kinds:
        return "none, because no importer could be loaded"
    return ", ".join(f"“{kind.name}” ({kind.title})" for kind in kinds)
