"""`coffeechat` and `coffeechat demo`: opening the app."""

from __future__ import annotations

from pathlib import Path

import click

from coffeechat.folders import database_path


def open_app(db: Path | None) -> None:
    from coffeechat.app import run

    if run(db or database_path()):
        show_demo()


@click.command()
def demo() -> None:
    """Open the app on a throwaway file of lively sample data."""
    show_demo()


def show_demo() -> None:
    import tempfile

    from coffeechat.demo import fill
    from coffeechat.store.store import Store

    with tempfile.TemporaryDirectory(prefix="coffeechat-demo-") as folder:
        path = Path(folder) / "demo.db"
        with Store(path) as store:
            fill(store)
        open_app(path)
