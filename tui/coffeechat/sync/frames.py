"""Contents as a stream of bytes: msgpack, compressed where it helps, padded so that sizes tell little.

stream = frame* 0*       frame = length of the data × 2 + (1 if compressed), as LEB128; the data
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import zstandard

from coffeechat.errors import CoffeechatError
from coffeechat.store.replica.contents import Content

LEVEL = 3
LARGEST = 64 << 20
"""Bytes of one frame uncompressed: a broken length asks for no more memory."""

SMALL = 256
STEP = 32
"""Small streams are padded to multiples of this."""


class NotReadable(CoffeechatError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"A batch from another of your machines can't be read here ({why}), so nothing of it was taken over. "
            "Upgrade coffeechat on this machine and sync again."
        )


def pack(contents: Iterable[Content]) -> bytes:
    """The frames of a batch, one after the other."""
    stream = bytearray()
    for content in contents:
        stream += _frame(msgspec.msgpack.encode(content))
    return bytes(stream)


def padded(stream: bytes) -> bytes:
    """With zeros behind: up to a multiple of 32, above 256 bytes up to 12 % (PADMÉ: few sizes, little waste)."""
    return stream + bytes(padded_size(len(stream)) - len(stream))


def padded_size(size: int) -> int:
    if size <= SMALL:
        return -(-size // STEP) * STEP
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-size // step) * step


class Reader:
    """Reads frames from pieces of a stream, each as soon as it is whole."""

    def __init__(self) -> None:
        self._held = b""
        self._decoder = msgspec.msgpack.Decoder(Content)

    def feed(self, piece: bytes) -> Iterator[Content]:
        """The contents that are whole by now. Raises NotReadable."""
        self._held += piece
        while frame := _split(self._held):
            data, is_compressed, self._held = frame
            yield self._read(data, is_compressed)

    def finish(self) -> None:
        """Nothing comes any more. Raises NotReadable if something is missing."""
        if self._held.strip(b"\0"):
            raise NotReadable("it ends in the middle")

    def _read(self, data: bytes, is_compressed: bool) -> Content:
        try:
            if is_compressed:
                data = zstandard.decompress(data, max_output_size=LARGEST)
            return self._decoder.decode(data)
        except (zstandard.ZstdError, msgspec.DecodeError) as error:
            raise NotReadable(str(error)) from error


def _frame(data: bytes) -> bytes:
    compressed = zstandard.compress(data, LEVEL)
    if len(compressed) < len(data):
        return _number(2 * len(compressed) + 1) + compressed
    return _number(2 * len(data)) + data


def _split(stream: bytes) -> tuple[bytes, bool, bytes] | None:
    """The first frame, whether it is compressed, and the rest; None if it is not whole or there is only padding."""
    number = shift = 0
    for at, byte in enumerate(stream[:5]):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            begin, end = at + 1, at + 1 + number // 2
            return (stream[begin:end], bool(number & 1), stream[end:]) if number > 0 and end <= len(stream) else None
    return None


def _number(value: int) -> bytes:
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
