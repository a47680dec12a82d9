"""Whether the table of ranks still says what the other tables say."""

from __future__ import annotations

import apsw


def is_stale(connection: apsw.Connection) -> bool:
    return connection.execute("SELECT 1 FROM local WHERE name = 'ranked'").get is None


def mark(connection: apsw.Connection) -> None:
    """Everybody must be ranked anew."""
    connection.execute("DELETE FROM local WHERE name = 'ranked'")


def unmark(connection: apsw.Connection) -> None:
    """Everybody is."""
    connection.execute("INSERT OR REPLACE INTO local VALUES ('ranked', 1)")
