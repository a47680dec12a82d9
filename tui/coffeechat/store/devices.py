"""The devices whose changes are here, by short local numbers, and which of them this copy of the file is."""

from __future__ import annotations

import apsw

from coffeechat.store import clock


def number_of(connection: apsw.Connection, device: bytes) -> int:
    """The local number of a device; given when it is first heard of."""
    found = connection.execute("SELECT n FROM device WHERE id = ?", (device,)).get
    if found is None:
        found = connection.execute("INSERT INTO device (id) VALUES (?) RETURNING n", (device,)).get
    return int(found)


def id_of(connection: apsw.Connection, number: int) -> bytes:
    return bytes(connection.execute("SELECT id FROM device WHERE n = ?", (number,)).get)


def known(connection: apsw.Connection) -> dict[bytes, int]:
    """Every device that was ever heard of, by its id."""
    return dict(connection.execute("SELECT id, n FROM device"))


def own(connection: apsw.Connection) -> int:
    """This copy's number; given at the first write."""
    number = connection.execute("SELECT value FROM local WHERE name = 'device'").get
    return become_new(connection) if number is None else int(number)


def become_new(connection: apsw.Connection) -> int:
    """Go on as a device that nobody has seen yet; returns its number."""
    number = number_of(connection, clock.new_id())
    connection.execute("INSERT OR REPLACE INTO local VALUES ('device', ?)", (number,))
    return number


def last_seq(connection: apsw.Connection) -> int:
    """The number of this device's last transaction. A boundary remembers it where the stamps are gone."""
    return int(
        connection.execute(
            "SELECT max(coalesce((SELECT max(seq) FROM stamp WHERE origin = ?1), 0), "
            "coalesce((SELECT max(seq) FROM boundary WHERE device = ?1), 0))",
            (own(connection),),
        ).get
    )
