"""The option --db, which every command takes before or after its name, and the database it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coffeechat.folders import database_path

if TYPE_CHECKING:
    from coffeechat.store.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def db_option(command: Command) -> Command:
    """Give a command the parameter `db`."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path, readable=False),
        callback=_or_from_the_group,
        help="Use this database file.",
    )(command)


def _or_from_the_group(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    return value or context.obj


@contextmanager
def open_store(db: Path | None) -> Iterator[Store]:
    """The database, for one command. Damage shows only where it is read: that, too, is said in a sentence."""
    from coffeechat.store.errors import in_sentences
    from coffeechat.store.store import Store

    path = db or database_path()
    with in_sentences(path), Store(path) as store:
        yield store
