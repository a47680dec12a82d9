"""Writing much at once: what makes it slow for no use is put off or left out until it is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

CACHE_KIB = 65_536  # so that a big transaction is not written out and read again half-way: a third less system time


@contextmanager
def without_collecting() -> Iterator[None]:
    """Half a million objects that all live on: looking for garbage among them takes a third more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def with_room(connection: apsw.Connection) -> Iterator[None]:
    """Hold more of the file in memory, and only for so long."""
    before = connection.pragma("cache_size")
    connection.pragma("cache_size", -CACHE_KIB)
    try:
        yield
    finally:
        connection.pragma("cache_size", before)
