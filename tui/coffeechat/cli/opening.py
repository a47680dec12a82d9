"""Opening the app: on the user's file, or on the demo's."""

from __future__ import annotations

from pathlib import Path

from coffeechat.folders import database_path


def open_app(db: Path | None) -> None:
    """Open the app, and the demo after it for somebody who asks for it there."""
    from coffeechat.app import run

    if run(db or database_path()):
        open_demo()


def open_demo() -> None:
    """Open the app on a file of sample data that is gone afterwards."""
    import tempfile

    from coffeechat.demo import fill
    from coffeechat.store.store import Store

    with tempfile.TemporaryDirectory(prefix="coffeechat-demo-") as folder:
        path = Path(folder) / "demo.db"
        with Store(path) as store:
            fill(store)
        open_app(path)
