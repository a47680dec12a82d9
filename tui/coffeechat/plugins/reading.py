"""Reads a source with the importer that knows it, in a child process, and hands its records on in batches."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from coffeechat.api import ImporterError, Options
from coffeechat.errors import CoffeechatError
from coffeechat.plugins.child import Cancelled, Child, ChildDied, ChildSilent
from coffeechat.plugins.discovery import PluginSpec, installed_plugins
from coffeechat.plugins.errors import (
    EmptyFile,
    ImporterFailed,
    ImporterSilent,
    NoSuchFile,
    NotAFile,
    NotOpened,
    NotReadable,
    ReaderNotStarted,
    ReadingCancelled,
    UnknownImporter,
)
from coffeechat.plugins.faults import Fault, fault
from coffeechat.plugins.frames import Batch, Chosen, Done, Entered, Failed, Job

SILENCE_SECONDS = 20.0


def _never() -> bool:
    return False


def read_source(
    path: Path,
    importer: str | None = None,
    encoding: str | None = None,
    plugins: tuple[PluginSpec, ...] | None = None,
    silence: float = SILENCE_SECONDS,
    cancelled: Callable[[], bool] = _never,
) -> Iterator[Fault | Chosen | Batch]:
    """Faults of plugins that are left out, then who was Chosen, then Batches until the source is read.

    Raises one of `coffeechat.plugins.errors`, or the importer's own ImporterError; what was yielded before
    is then worth nothing. `plugins` None: those installed. `silence`: the seconds a plugin may give no sign
    of life. `cancelled` is asked twenty times a second. Closing the iterator ends the child process.
    """
    _require_readable(path)
    return _Reading(path, importer, Options(encoding=encoding), plugins, silence, cancelled).items()


class _PluginLeftOut(Exception):
    """It took the child down before an importer was chosen: the others can still read the source."""


class _Reading:
    def __init__(
        self,
        path: Path,
        importer: str | None,
        options: Options,
        plugins: tuple[PluginSpec, ...] | None,
        silence: float,
        cancelled: Callable[[], bool],
    ) -> None:
        self._path = path
        self._importer = importer
        self._options = options
        self._plugins = plugins
        self._silence = silence
        self._cancelled = cancelled
        self._told: set[Fault] = set()
        self._entered: Entered | None = None
        self._chosen: Chosen | None = None

    def items(self) -> Iterator[Fault | Chosen | Batch]:
        """One child, and a new one for each plugin that has to be left out."""
        while True:
            try:
                yield from self._attempt()
                return
            except _PluginLeftOut:
                assert self._entered is not None and self._plugins is not None
                self._plugins = tuple(spec for spec in self._plugins if spec.name != self._entered.plugin)

    def _attempt(self) -> Iterator[Fault | Chosen | Batch]:
        with Child() as child:
            if self._plugins is None:  # looked for while the child starts, which takes as long
                self._plugins = installed_plugins()
            child.send(self._job(self._plugins))
            try:
                yield from self._listen(child)
            except Cancelled:
                raise ReadingCancelled(self._path) from None
            except ChildSilent:
                if self._chosen:
                    raise ImporterSilent(self._chosen.plugin, self._path, self._silence) from None
                yield self._blamed(f"it gave no sign of life for {self._silence:g} s")
                raise _PluginLeftOut from None
            except ChildDied as death:
                if self._chosen:
                    raise ImporterFailed(self._chosen.plugin, self._path, str(death)) from None
                yield self._blamed(str(death))
                raise _PluginLeftOut from None

    def _job(self, plugins: tuple[PluginSpec, ...]) -> Job:
        return Job(path=os.fsencode(self._path), importer=self._importer, options=self._options, plugins=plugins)

    def _listen(self, child: Child) -> Iterator[Fault | Chosen | Batch]:
        for frame in child.frames(self._silence, self._cancelled):
            match frame:
                case Entered():
                    self._entered = frame
                case Fault() if frame in self._told:
                    continue
                case Fault():
                    self._told.add(frame)
                    yield frame
                case Chosen():
                    self._chosen = frame
                    yield frame
                case Batch():
                    yield frame
                case Failed():
                    raise self._error(frame)
                case Done():
                    return

    def _blamed(self, why: str) -> Fault:
        if self._entered is None:
            raise ReaderNotStarted(why) from None
        return fault(self._entered.plugin, self._entered.where, why)

    def _error(self, failed: Failed) -> CoffeechatError:
        if failed.why == "unrecognised":
            return NotReadable(self._path, failed.kinds)
        if failed.why == "unknown":
            return UnknownImporter(self._importer or "", failed.kinds)
        if failed.why == "refused":
            return ImporterError(failed.sentence)
        assert self._chosen is not None
        return ImporterFailed(self._chosen.plugin, self._path, failed.sentence)


def _require_readable(path: Path) -> None:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            os.scandir(path).close()
        elif stat.S_ISREG(found.st_mode):
            path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise NoSuchFile(path) from None
    except OSError as error:
        raise NotOpened(path, error.strerror or type(error).__name__) from None
    if not stat.S_ISDIR(found.st_mode) and not stat.S_ISREG(found.st_mode):
        raise NotAFile(path)
    if stat.S_ISREG(found.st_mode) and found.st_size == 0:
        raise EmptyFile(path)
