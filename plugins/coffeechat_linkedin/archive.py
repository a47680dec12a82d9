"""Finds the files of an export in a zip, a folder or a single csv, and reads them within bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from coffeechat_linkedin.errors import DamagedZip, EncryptedZip, FileNotOpened, TooLarge

if TYPE_CHECKING:
    from zipfile import ZipFile

LARGEST_MEMBER = 64 * 1024 * 1024
MOST_MEMBERS = 10_000
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENCRYPTED_FLAG = 0x1
CHUNK = 1024 * 1024


class Member(NamedTuple):
    """One file of an export, on disk or inside the zip at `path`. `size` is declared, and may be a lie."""

    path: Path
    inner: str | None
    size: int

    @property
    def name(self) -> str:
        return base_name(self.inner or self.path.name)

    @property
    def place(self) -> str:
        return self.inner or str(self.path)


def base_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def looks_zipped(head: bytes) -> bool:
    return head.startswith(ZIP_STARTS)


def find_members(path: Path, head: bytes) -> list[Member]:
    """All files at `path`, those nearest to the top first; what is neither folder nor zip is the only one."""
    if path.is_dir():
        return list(islice(_in_folder(path), MOST_MEMBERS))
    if looks_zipped(head):
        return _in_zip(path)
    return [Member(path, None, path.stat().st_size)]


def read_member(member: Member) -> bytes:
    """The whole file. Raises an ImporterError if it is too large, damaged, locked or not to be opened."""
    if member.inner is not None:
        return _read_zipped(member, member.inner)
    try:
        with member.path.open("rb") as stream:
            return _read_within_bounds(stream, member.name)
    except OSError as error:
        raise FileNotOpened(member.name, error.strerror) from error


def _in_folder(folder: Path) -> Iterator[Member]:
    """Level by level, without following links to folders; what may not be looked into is passed over."""
    waiting = [str(folder)]
    for current in waiting:
        for entry in _entries(current):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_file():
                yield Member(Path(entry.path), None, entry.stat().st_size)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        return []


def _in_zip(path: Path) -> list[Member]:
    with _opened(path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
    members = [Member(path, info.filename, info.file_size) for info in files]
    return sorted(members, key=lambda member: member.place.count("/"))


def _opened(path: Path) -> ZipFile:
    # ~10 ms to import, so only for those who have a zip
    from zipfile import BadZipFile, ZipFile

    try:
        return ZipFile(path)
    except (BadZipFile, ValueError, EOFError) as error:
        raise DamagedZip(path.name) from error
    except OSError as error:
        raise FileNotOpened(path.name, error.strerror) from error


def _read_zipped(member: Member, inner: str) -> bytes:
    with _opened(member.path) as archive:
        if archive.getinfo(inner).flag_bits & ENCRYPTED_FLAG:
            raise EncryptedZip(member.path.name)
        try:
            with archive.open(inner) as stream:
                # typeshed types it as IO[bytes]
                return _read_within_bounds(stream, member.name)  # type: ignore[arg-type]
        except (TooLarge, MemoryError):
            raise
        except Exception as error:  # decompressors raise a dozen kinds: zlib.error, LZMAError, EOFError ...
            raise DamagedZip(member.path.name) from error


def _read_within_bounds(stream: BinaryIO, name: str) -> bytes:
    """Counts what really arrives: a zip bomb declares little."""
    chunks: list[bytes] = []
    count = 0
    while chunk := stream.read(CHUNK):
        count += len(chunk)
        if count > LARGEST_MEMBER:
            raise TooLarge(name, LARGEST_MEMBER // CHUNK)
        chunks.append(chunk)
    return b"".join(chunks)
