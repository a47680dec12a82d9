"""A longer text in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from coffeechat.errors import CoffeechatError


class EditorFailed(CoffeechatError):
    def __init__(self, command: str, why: str) -> None:
        super().__init__(
            f"The editor {command!r} did not work ({why}), so nothing was changed. "
            "Set VISUAL or EDITOR to a program that waits until you are done."
        )


def edited(app: App[None], text: str, name: str) -> str | None:
    """What the person made of `text`; None if they left it as it was. Raises EditorFailed."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="coffeechat-") as folder:
        path = Path(folder) / f"{'-'.join(name.split()).replace('/', '-') or 'note'}.md"
        path.write_text(text, encoding="utf-8")
        try:
            with app.suspend():
                _run(command, path)
        except SuspendNotSupported as error:
            raise EditorFailed(command, "an editor can't be shown here") from error
        try:
            after = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorFailed(command, str(error)) from error
    after = after.rstrip("\n")
    return None if after == text.rstrip("\n") else after


def _run(command: str, path: Path) -> None:
    try:
        subprocess.run([*shlex.split(command), str(path)], check=True)
    except (OSError, ValueError) as error:
        raise EditorFailed(command, str(error)) from error
    except subprocess.CalledProcessError as error:
        raise EditorFailed(command, f"exit code {error.returncode}") from error
