"""Draws the pictures of the documentation from the demo: `make pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from coffeechat.app import CoffeechatApp
from coffeechat.demo import fill
from coffeechat.store.store import Store

PICTURES = {
    "people": [],
    "person": ["enter"],
    "targets": ["5"],
    "help": ["question_mark"],
}
"""File names, and the keys that lead to what they show."""

FOLDER = Path(__file__).parent / "pictures"


async def draw(database: Path, name: str, keys: list[str]) -> None:
    app = CoffeechatApp(database)
    async with app.run_test(size=(120, 34)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press(*keys)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="coffeechat")
    # Without the fonts the picture would fetch from elsewhere: every reader has a monospaced one.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        with Store(database) as store:
            fill(store)
            store.rank_everybody()
        for name, keys in PICTURES.items():
            asyncio.run(draw(database, name, keys))


if __name__ == "__main__":
    main()
