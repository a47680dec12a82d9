"""A longer text in the person's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.app import App, SuspendNotSupported

from coffeechat.errors import CoffeechatError


class EditorFailed(CoffeechatError):
    def __init__(self, command: str, why: str, kept: Path) -> None:
        super().__init__(
            f"The note was not saved from the editor {command!r} ({why}). What you wrote is kept in {kept}. "
            "Set VISUAL or EDITOR to a program that waits until you are done."
        )


class NothingToEdit(CoffeechatError):
    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The note was not opened in an editor: its copy could not be written ({error.strerror or error}). "
            "Make room in the folder for temporary files, or type here."
        )


_LONGEST_NAME = 60  # letters: of four bytes each they still make a file's name


def edit(app: App[None], text: str, name: str, save: Callable[[str], None]) -> None:
    """Let the person change `text`, and `save` what they made of it; unchanged means cancelled.

    Raises EditorFailed, or what `save` raises; the file they wrote stays then, and the sentence names it.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        folder = Path(tempfile.mkdtemp(prefix="coffeechat-"))
        path = folder / f"{'-'.join(name.split()).replace('/', '-')[:_LONGEST_NAME] or 'note'}.md"
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NothingToEdit(error) from error
    try:
        with app.suspend():
            _run(command, path)
        after = path.read_text(encoding="utf-8").rstrip("\n")
        if after != text.rstrip("\n"):
            save(after)
    except SuspendNotSupported as error:
        raise EditorFailed(command, "an editor can't be shown here", path) from error
    except (OSError, ValueError, CoffeechatError, subprocess.CalledProcessError) as error:
        raise EditorFailed(command, str(error), path) from error
    shutil.rmtree(folder)


def _run(command: str, path: Path) -> None:
    subprocess.run([*shlex.split(command), str(path)], check=True)
