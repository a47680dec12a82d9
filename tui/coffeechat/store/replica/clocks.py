"""This machine's clock set right by the relay's: what it gave in the future and has not sent yet is stamped anew."""

from __future__ import annotations

import apsw

from coffeechat.store import clock, devices, settings
from coffeechat.store.replica import digest, history, outbox
from coffeechat.store.store import Store


def correct(store: Store, off: int) -> None:
    """Take note that the clock is `off` milliseconds ahead of the relay's (negative: behind); below a minute it is
    taken as right."""
    is_wrong = abs(off) > clock.FAR
    present = settings.local(store.connection, "clock_off") or 0
    wanted = off if is_wrong else 0
    if (is_wrong or present) and abs(wanted - int(present)) > clock.FAR // 60:
        with store.local_change():
            settings.put_local(store, "clock_off", wanted)
            _restamp(store.connection, wanted)


def _restamp(connection: apsw.Connection, off: int) -> None:
    """Stamps that this device gave in the future, in their order, to just now. Of each transaction only the first: the
    others stand above somebody else's stamp and must stay there."""
    mine = devices.own(connection)
    sent = outbox.get(connection)
    after = max(history.head(connection, mine)[0], sent.own[0] if sent and sent.own else 0)
    now = clock.next_hlc(0, off)
    numbers = connection.execute(
        "SELECT min(n) FROM stamp WHERE origin = ?1 AND writer = ?1 AND seq > ?2 GROUP BY seq "
        "HAVING hlc > ?3 ORDER BY seq",
        (mine, after, now + (clock.FAR << clock.COUNTER_BITS)),
    ).fetchall()
    connection.executemany(
        "UPDATE stamp SET hlc = ? WHERE n = ?", ((now + place, n) for place, (n,) in enumerate(numbers))
    )
    if numbers:
        digest.forget(connection)
