"""What travels between the app and the child process that runs importers: one job down, frames up.

A frame is four bytes of length, big endian, and that much msgpack.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from coffeechat.api import Options, Record
from coffeechat.plugins.discovery import PluginSpec
from coffeechat.plugins.faults import Fault

LENGTH_BYTES = 4


class Job(Struct, frozen=True, kw_only=True):
    """One source to read. `importer` None: the one that sniffs best. A path is bytes: it need not be text."""

    path: bytes
    importer: str | None
    options: Options
    plugins: tuple[PluginSpec, ...]
    memory: int = 1024**3
    """Bytes of address space."""
    processor_seconds: int = 900


class Kind(Struct, frozen=True):
    """An importer there is: its name for `--as`, and its title for people."""

    name: str
    title: str


class Entered(Struct, frozen=True, tag="entered"):
    """From here on this plugin's code runs: who is to blame if nothing comes any more."""

    plugin: str
    where: str


class Chosen(Struct, frozen=True, tag="chosen"):
    """Which importer reads the source; comes before the first batch."""

    plugin: str
    importer: str


class Batch(Struct, frozen=True, tag="batch"):
    """Some of the records, in the order of the source."""

    records: list[Record]


class Done(Struct, frozen=True, tag="done"):
    """The source is read to its end."""


class Failed(Struct, frozen=True, tag="failed"):
    """No more comes. `refused`: the importer says why in `sentence`; `raised`: it broke, and on what.

    `unrecognised`, and `unknown` for an importer nobody has, come with the kinds there are.
    """

    why: Literal["refused", "raised", "unrecognised", "unknown"]
    sentence: str = ""
    kinds: tuple[Kind, ...] = ()


Frame = Entered | Fault | Chosen | Batch | Done | Failed


def with_length(payload: bytes) -> bytes:
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


def take_payload(buffer: bytearray) -> bytes | None:
    """Cut the first whole payload off `buffer`; None if it hasn't arrived yet."""
    end = LENGTH_BYTES + int.from_bytes(buffer[:LENGTH_BYTES], "big")
    if len(buffer) < LENGTH_BYTES or len(buffer) < end:
        return None
    payload = bytes(buffer[LENGTH_BYTES:end])
    del buffer[:end]
    return payload
