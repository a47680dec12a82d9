"""A child process to be killed: imports, merges or edits, over and over, and says on stdout when it begins."""

from __future__ import annotations

import itertools
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
    for number in itertools.count():
        merging.merge(store, one, other)
        store.undo()
        if number == 0:  # the first long text of a process loads Yjs, and takes as long as ten others
            say("begun")


def edit(store: Store, _: Path) -> None:
    line = pages.People(store.connection, "name").lines(0, 1)[0]
    for number in itertools.count():
        known = people.detail(store.connection, line.id)
        assert known
        people.edit(store, known.person, about=f"note {number}", nickname=f"note {number}")
        if number == 0:  # as above
            say("begun")


if __name__ == "__main__":
    action, database, export = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with Store(database) as store:
        {"import": import_once, "merge": merge_and_take_back, "edit": edit}[action](store, export)
    say("done")
