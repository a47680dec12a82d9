"""Growth: what is not needed any more leaves the file, in steps so small that nobody waits for them."""

from __future__ import annotations

import apsw

from coffeechat_server.store import batches, checkpoints, devices

ROWS_A_STEP = 64
"""Each may be a megabyte."""
PAGES_A_STEP = 256


def begin(
    connection: apsw.Connection, seen: dict[tuple[int, bytes], int], now: int, grace: int, upload_life: int
) -> None:
    """Decide what may leave. `grace` and `upload_life` are milliseconds."""
    devices.note_seen(connection, seen)
    checkpoints.stop_waiting(connection, now - grace)
    connection.execute("DELETE FROM invite WHERE expires < ?", (now - grace,))
    old = connection.execute(
        "SELECT n, vault FROM upload WHERE state = 0 AND begun < ?", (now - upload_life,)
    ).fetchall()
    batches.forget_uploads(connection, old)


def step(connection: apsw.Connection) -> bool:
    """Remove a little of what may leave; whether there may be more."""
    return _drop_replaced(connection) or _drop_parts(connection) or _give_back(connection)


def _drop_replaced(connection: apsw.Connection) -> bool:
    """Batches whose checkpoint no longer waits for a verdict, and those of the checkpoints before it."""
    rows = connection.execute(
        "SELECT b.n, b.vault, b.replaced, b.upload, b.size FROM batch b JOIN checkpoint c ON c.vault = b.vault "
        "WHERE b.replaced > 0 AND (c.pending = 0 OR b.replaced < c.position) LIMIT ?",
        (ROWS_A_STEP,),
    ).fetchall()
    for n, vault, replaced, upload, size in rows:
        connection.execute("DELETE FROM batch WHERE n = ?", (n,))
        connection.execute("UPDATE upload SET state = 2 WHERE n = ?", (upload,))
        connection.execute(
            "UPDATE vault SET dropped = max(dropped, ?), kept = kept - ? WHERE n = ?", (replaced, size, vault)
        )
    return bool(rows)


def _drop_parts(connection: apsw.Connection) -> bool:
    """Parts of an upload that is leaving, then the upload."""
    upload = connection.execute("SELECT n FROM upload WHERE state = 2 LIMIT 1").get
    if upload is None:
        return False
    parts = connection.execute("SELECT n FROM part WHERE upload = ? LIMIT ?", (upload, ROWS_A_STEP)).fetchall()
    connection.executemany("DELETE FROM part WHERE n = ?", parts)
    if len(parts) < ROWS_A_STEP:
        connection.execute("DELETE FROM upload WHERE n = ?", (upload,))
    return True


def _give_back(connection: apsw.Connection) -> bool:
    """Return free pages to the disk."""
    free = int(connection.pragma("freelist_count"))
    if free:
        connection.execute(f"PRAGMA incremental_vacuum({PAGES_A_STEP})").fetchall()
    return free > PAGES_A_STEP
