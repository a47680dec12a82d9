"""What can be wrong with a pack, in sentences that name the file and the place in it."""

from __future__ import annotations

from pathlib import Path

from coffeechat.errors import CoffeechatError


class PackError(CoffeechatError):
    """Something in a pack's file is not as a pack is written."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class NoSuchPack(CoffeechatError):
    """No pack of this name lies in the person's own folder."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(
            f"There is no pack “{name}” in {folder}. `coffeechat packs` lists them all; only your own can be removed."
        )
