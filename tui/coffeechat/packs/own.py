"""The person's own packs folder: what comes into it and what goes."""

from __future__ import annotations

import shutil
from pathlib import Path

from coffeechat.folders import packs_path
from coffeechat.packs.errors import NoSuchPack, PackError
from coffeechat.packs.pack import Pack
from coffeechat.packs.reading import read_pack


def own_path(key: str) -> Path:
    """Where an own pack of this name lies, or would."""
    return packs_path() / f"{key}.toml"


def add(pack: Pack) -> Pack:
    """Copy a pack that was read from anywhere into the folder; whole or not at all. Raises PackError."""
    path = own_path(pack.key)
    unfinished = path.with_suffix(".unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(pack.path, unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise PackError(path, None, f"It can't be written ({error.strerror}).") from None
    return read_pack(path, "own")


def remove(key: str) -> Path:
    """Take a pack out of the folder. Raises NoSuchPack."""
    path = own_path(key)
    if path.parent != packs_path() or not path.is_file():
        raise NoSuchPack(key, packs_path())
    path.unlink()
    return path
