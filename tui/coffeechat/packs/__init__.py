"""Question packs: TOML files with questions for a kind of talk, where they lie, and what can be wrong with one."""

from coffeechat.packs.checking import remarks
from coffeechat.packs.errors import NoSuchPack, PackError
from coffeechat.packs.pack import Origin, Pack, PackFile, PackQuestion
from coffeechat.packs.reading import line_of, read_pack
from coffeechat.packs.shelf import Shelf, all_packs, shelf

__all__ = [
    "NoSuchPack",
    "Origin",
    "Pack",
    "PackError",
    "PackFile",
    "PackQuestion",
    "Shelf",
    "all_packs",
    "line_of",
    "read_pack",
    "remarks",
    "shelf",
]
