"""Counters, and their text for Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coffeechat_server.store.store import Figures


class Metrics:
    """What is counted while requests are answered."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str]] = Counter()
        """By endpoint and code, `ok` where there was none."""
        self.received = 0
        self.sent = 0

    def count(self, endpoint: str, code: str) -> None:
        self.requests[endpoint, code] += 1


def text(metrics: Metrics, figures: Figures, listeners: int, free: int, lag: float | None, restarts: int | None) -> str:
    """`lag` and `restarts` are the replica's; None without one."""
    lines = [
        *_lines("requests_total", "counter", "Requests answered.", _requests(metrics)),
        *_one("received_bytes_total", "counter", "Bytes of requests' bodies.", metrics.received),
        *_one("sent_bytes_total", "counter", "Bytes of answers' bodies.", metrics.sent),
        *_one("listeners", "gauge", "Event streams and long polls that are open.", listeners),
        *_one("vaults", "gauge", "Vaults.", figures.vaults),
        *_one("database_bytes", "gauge", "Size of the database.", figures.size),
        *_one("wal_bytes", "gauge", "Size of its write-ahead log.", figures.wal),
        *_one("disk_free_bytes", "gauge", "Room on its disk.", free),
        *_one("commits_total", "counter", "Transactions.", figures.groups),
        *_one("writes_total", "counter", "Changes; divided by commits, how many share one.", figures.jobs),
        *_one("commit_seconds_total", "counter", "Time spent in transactions.", round(figures.commit_seconds, 6)),
    ]
    if restarts is not None:
        lines += _one("replica_restarts_total", "counter", "How often Litestream was started again.", restarts)
        lines += _one("replica_lag_seconds", "gauge", "How far the copy is behind.", "NaN" if lag is None else lag)
    return "\n".join(lines) + "\n"


def _requests(metrics: Metrics) -> Iterator[tuple[str, int]]:
    for (endpoint, code), count in sorted(metrics.requests.items()):
        yield f'{{endpoint="{endpoint}",code="{code}"}}', count


def _one(name: str, kind: str, help: str, value: object) -> Iterator[str]:
    return _lines(name, kind, help, [("", value)])


def _lines(
    name: str, kind: str, help: str, values: Iterator[tuple[str, int]] | list[tuple[str, object]]
) -> Iterator[str]:
    yield f"# HELP coffeechat_relay_{name} {help}"
    yield f"# TYPE coffeechat_relay_{name} {kind}"
    for labels, value in values:
        yield f"coffeechat_relay_{name}{labels} {value}"
