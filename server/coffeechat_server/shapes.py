"""What a well-formed request must hold beyond its types."""

from __future__ import annotations

from collections.abc import Mapping

from coffeechat_server.errors import Refused
from coffeechat_server.protocol import COVERS_LIMIT, START, Boundary, Checkpoint, Pull, Push

HASH_BYTES = range(8, 33)


def require(is_well_formed: bool) -> None:
    """Raises Refused: malformed."""
    if not is_well_formed:
        raise Refused("malformed")


def require_push(asked: Push) -> None:
    require(0 < len(asked.covers) <= COVERS_LIMIT)
    for start, to in asked.covers.values():
        require(start == START or _is_boundary(start))
        require(_is_boundary(to) and start.seq < to.seq)
    if asked.upload:
        require(len(asked.upload) == 16 and asked.parts > 0 and not asked.sealed)
    else:
        require(asked.parts == 0)


def require_heads(heads: Mapping[bytes, Boundary]) -> None:
    require(len(heads) <= COVERS_LIMIT and all(map(_is_boundary, heads.values())))


def require_checkpoint(asked: Checkpoint) -> None:
    require(bool(asked.heads))
    require_heads(asked.heads)


def require_pull(asked: Pull) -> None:
    require(len(asked.known) <= COVERS_LIMIT)


def _is_boundary(boundary: Boundary) -> bool:
    return boundary.seq > 0 and len(boundary.hash) in HASH_BYTES


def id_in(path: str) -> bytes:
    """An id from a path: 32 lower case hex digits. Raises Refused: not_found."""
    try:
        id = bytes.fromhex(path)
    except ValueError:
        id = b""
    if len(id) != 16 or id.hex() != path:
        raise Refused("not_found")
    return id


def number_in(text: str, limit: int) -> int:
    """A plain decimal number below `limit`. Raises Refused: not_found."""
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and str(int(text)) == text and int(text) < limit):
        raise Refused("not_found")
    return int(text)
