"""The child process that runs importers: `python -P -m coffeechat.plugins.worker`.

It stops accidents, not attacks: a plugin that prints, raises, hangs, exits or eats memory harms only this
process.
"""

from __future__ import annotations

import _thread
import os
import resource
import sys
import time
from pathlib import Path
from typing import BinaryIO

from msgspec import Raw, Struct, msgpack

from coffeechat.api import (
    Importer,
    ImporterError,
    PersonRecord,
    Progress,
    Skipped,
    Source,
    TouchRecord,
    Warned,
)
from coffeechat.plugins.faults import Fault, fault, guarded, reason
from coffeechat.plugins.frames import (
    LENGTH_BYTES,
    Chosen,
    Done,
    Entered,
    Failed,
    Frame,
    Job,
    Kind,
    with_length,
)
from coffeechat.plugins.hooks import Hooks
from coffeechat.plugins.host import Contribution, PluginHost

HEAD_BYTES = 4096
BATCH_RECORDS = 256
BATCH_BYTES = 1024 * 1024
BATCH_SECONDS = 0.5
RECORD_TYPES = frozenset({PersonRecord, TouchRecord, Skipped, Warned, Progress})


class EncodedBatch(Struct, frozen=True, tag="batch"):
    """A Batch whose records are msgpack already."""

    records: list[Raw]


class NotARecord(Exception):
    def __init__(self, thing: object) -> None:
        super().__init__(f"it yielded {type(thing).__name__}, a record of coffeechat.api is needed")


class Outlet:
    """Writes frames to the pipe that was standard output."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._encoder = msgpack.Encoder()
        self._records: list[Raw] = []
        self._bytes = 0
        self._flushed_at = time.monotonic()

    def write(self, frame: Frame | EncodedBatch) -> None:
        self._stream.write(with_length(self._encoder.encode(frame)))
        self._stream.flush()

    def add(self, record: object) -> None:
        """Encoded at once: of records with large pictures, only so many are held as fit a batch."""
        if type(record) not in RECORD_TYPES:
            raise NotARecord(record)
        encoded = self._encoder.encode(record)
        self._records.append(Raw(encoded))
        self._bytes += len(encoded)
        if len(self._records) >= BATCH_RECORDS or self._bytes >= BATCH_BYTES or self._is_late():
            self.flush()

    def flush(self) -> None:
        self.write(EncodedBatch(self._records))
        self._records = []
        self._bytes = 0
        self._flushed_at = time.monotonic()

    def _is_late(self) -> bool:
        """A slow reader's few records go out before the app takes it for dead."""
        return time.monotonic() - self._flushed_at >= BATCH_SECONDS


def main() -> None:
    jobs, outlet = _take_pipes()
    job = msgpack.decode(jobs.read(int.from_bytes(jobs.read(LENGTH_BYTES), "big")), type=Job)
    _thread.start_new_thread(_end_with_parent, (jobs,))
    _limit(job)
    _run(job, outlet)
    # no clean-up: a plugin's threads or exit handlers could hang
    os._exit(0)


def _take_pipes() -> tuple[BinaryIO, Outlet]:
    """Keep both pipes for ourselves; a plugin that prints writes to standard error and reads nothing."""
    jobs, frames = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(jobs, "rb"), Outlet(os.fdopen(frames, "wb"))


def _end_with_parent(jobs: BinaryIO) -> None:
    """The app holds the other end open while it lives; without it, a hanging plugin would go on for ever."""
    jobs.read(1)
    os._exit(1)


def _limit(job: Job) -> None:
    limits = (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, job.processor_seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for what, wanted in limits:
        _, most = resource.getrlimit(what)
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        try:
            resource.setrlimit(what, (allowed, most))
        except (ValueError, OSError) as error:
            # macOS refuses a limit on address space; reading works without
            print(f"no limit {what}: {error}", file=sys.stderr)


def _run(job: Job, outlet: Outlet) -> None:
    host = PluginHost(job.plugins, lambda plugin, where: outlet.write(Entered(plugin, where)))
    host.load()
    importers = host.call(Hooks.coffeechat_importers)
    for known in host.faults:
        outlet.write(known)
    source = _source(Path(os.fsdecode(job.path)))
    chosen = _named(job.importer, importers) if job.importer else _best(source, importers, outlet)
    if chosen is None:
        kinds = tuple(Kind(each.value.name, each.value.title) for each in importers)
        outlet.write(Failed("unknown" if job.importer else "unrecognised", kinds=kinds))
        return
    outlet.write(Chosen(chosen.plugin, chosen.value.name))
    outlet.write(_parse(chosen.value, source, job, outlet))


def _source(path: Path) -> Source:
    if path.is_dir():
        return Source(path)
    with path.open("rb") as stream:
        return Source(path, stream.read(HEAD_BYTES))


def _named(name: str, importers: list[Contribution[Importer]]) -> Contribution[Importer] | None:
    return next((each for each in importers if each.value.name == name), None)


def _best(source: Source, importers: list[Contribution[Importer]], outlet: Outlet) -> Contribution[Importer] | None:
    """The surest; between equals the one that names the file's suffix, then the first."""
    best, best_rank = None, (0.0, True)
    for each in importers:
        rank = (_sniffed(each, source, outlet), source.path.suffix.casefold() in each.value.suffixes)
        if rank > best_rank:
            best, best_rank = each, rank
    return best


def _sniffed(each: Contribution[Importer], source: Source, outlet: Outlet) -> float:
    outlet.write(Entered(each.plugin, "sniff"))
    sureness = guarded(each.plugin, "sniff", lambda: each.value.sniff(source))
    if isinstance(sureness, Fault):
        outlet.write(sureness)
        return 0.0
    if not isinstance(sureness, (int, float)) or not 0 <= sureness <= 1:
        why = f"it returned {sureness!r}, a number from 0 to 1 is needed"
        outlet.write(fault(each.plugin, "sniff", why))
        return 0.0
    return sureness


def _parse(importer: Importer, source: Source, job: Job, outlet: Outlet) -> Done | Failed:
    try:
        for record in importer.parse(source, job.options):
            outlet.add(record)
        outlet.flush()
    except ImporterError as error:
        return Failed("refused", str(error))
    except BaseException as error:
        return Failed("raised", reason(error))
    return Done()


if __name__ == "__main__":
    main()
