"""A child process to be killed: imports, merges or edits, over and over, and says on stdout when it begins."""

from __future__ import annotations

import sys
from pathlib import Path

from coffeechat.exchange.importing import bring_in
from coffeechat.store import merging, pages, people
from coffeechat.store.store import Store


def say(word: str) -> None:
    print(word, flush=True)


def import_once(store: Store, export: Path) -> None:
    say("begun")
    bring_in(store, export)


def merge_and_take_back(store: Store, _: Path) -> None:
    one, other = (line.id for line in pages.People(store.connection, "name").lines(0, 2))
    say("begun")
    while True:
        merging.merge(store, one, other)
        store.undo()


def edit(store: Store, _: Path) -> None:
    line = pages.People(store.connection, "name").lines(0, 1)[0]
    say("begun")
    number = 0
    while True:
        known = people.detail(store.connection, line.id)
        assert known
        number += 1
        people.edit(store, known.person, about=f"note {number}", nickname=f"note {number}")


if __name__ == "__main__":
    action, database, export = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with Store(database) as store:
        {"import": import_once, "merge": merge_and_take_back, "edit": edit}[action](store, export)
    say("done")
