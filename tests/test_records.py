"""The wire's numbers never change, and the file's tables are those of the records."""

from __future__ import annotations

from pathlib import Path

from coffeechat.store.store import Store
from coffeechat.store.tables import tables

PINNED = Path(__file__).with_name("wire_numbers.txt")


def numbers() -> list[str]:
    return [
        f"{table.number} {table.name}: {' '.join(f'{column}={n}' for column, n in table.numbers.items())}"
        for table in tables().values()
    ]


def test_every_table_and_column_keeps_its_number() -> None:
    """A new one is appended, and then here, too; nothing else in this list may ever change."""
    assert numbers() == PINNED.read_text(encoding="utf-8").splitlines()


def test_the_tables_of_the_file_have_the_columns_of_the_records(store: Store) -> None:
    for table in tables().values():
        columns = [row[1] for row in store.connection.execute(f'PRAGMA table_info("{table.name}")')]
        assert sorted(columns) == sorted([*table.columns, "born", "space"]), table.name


def test_no_synced_column_can_refuse_a_value(store: Store) -> None:
    for table in tables().values():
        for _, name, _, is_required, default, _ in store.connection.execute(f'PRAGMA table_info("{table.name}")'):
            assert not is_required or name in ("id", "space", "born"), f"{table.name}.{name}"
            assert default is None or name == "space"
        assert not list(store.connection.execute(f'PRAGMA foreign_key_list("{table.name}")'))
