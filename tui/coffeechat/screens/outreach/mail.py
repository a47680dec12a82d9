"""Handing a message over to the person's own mail program."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import quote

from coffeechat.errors import CoffeechatError

PATIENCE = 10
"""Seconds. The opener hands over and ends; one that does not has no mail program and waits for something."""


class NoMailProgram(CoffeechatError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"No mail program could be opened ({why}). Copy the text instead, and mark it as sent when it is."
        )


def address_of(to: str, subject: str, body: str) -> str:
    """The `mailto:` address that carries a whole message."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def open_address(address: str) -> None:
    """Let the system open a `mailto:` address. Raises NoMailProgram.

    Not with `webbrowser`: without a desktop it starts a browser in this very terminal.
    """
    try:
        if sys.platform == "win32":
            os.startfile(address)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.run(
                [opener, address],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                timeout=PATIENCE,
                check=True,
            )
    except FileNotFoundError as error:
        raise NoMailProgram(f"{error.filename} is not there") from error
    except subprocess.CalledProcessError as error:
        raise NoMailProgram(f"{error.cmd[0]} found none") from error
    except subprocess.TimeoutExpired as error:
        raise NoMailProgram(f"{error.cmd[0]} did not answer") from error
    except OSError as error:
        raise NoMailProgram(error.strerror or str(error)) from error
