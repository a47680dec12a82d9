"""A path as somebody types it: with ~, relative, half written, or impossible."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str, base: Path) -> Path:
    """The path that `text` means, from `base` on where it is relative."""
    try:
        return base / Path(text).expanduser()
    except RuntimeError:  # ~ with the name of a user there is not
        return base / text


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder, as far as we may look."""
    try:
        return path.exists()
    except OSError:  # also for a name longer than any file's
        return False


def is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as we may look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def shown_path(path: Path) -> str:
    """As people write it, with ~ for their home."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path != home and path.is_relative_to(home) else str(path)
