"""The command as an older version of it: people have no last column there, as before a migration brought it."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from coffeechat import records

COLUMN = "cadence_max_days"


def forget_the_newest_column() -> None:
    """Before anything else has looked at the records."""
    own = records.Person.__annotations__
    assert list(own)[-1] == COLUMN
    fields = [(name, kind, None) for name, kind in own.items() if name != COLUMN]
    namespace = {"__module__": records.__name__}
    older = msgspec.defstruct("Person", fields, bases=(records.Row,), frozen=True, kw_only=True, namespace=namespace)
    tables: Any = records
    tables.TABLES = (older, *records.TABLES[1:])
    tables.NOTES = {older if record is records.Person else record: said for record, said in records.NOTES.items()}
    tables.Person = older


if __name__ == "__main__":
    forget_the_newest_column()
    from coffeechat.cli import run

    sys.exit(run(sys.argv[1:]))
