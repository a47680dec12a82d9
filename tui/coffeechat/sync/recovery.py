"""The vault's secret as people carry it: one line to paste, 24 words for paper, a QR code for a camera."""

from __future__ import annotations

import base64
import binascii
import hashlib
from difflib import get_close_matches
from typing import NamedTuple

from coffeechat.sync.errors import WrongWords
from coffeechat.sync.sealing import SECRET_BYTES

CHECK_BYTES = 4


class Line(NamedTuple):
    """What one line carries: `https://relay.example.org#CODE`. Browsers never send what stands behind `#`."""

    url: str
    secret: bytes


def line(url: str, secret: bytes) -> str:
    code = base64.urlsafe_b64encode(secret + _check(secret)).decode().rstrip("=")
    return f"{url}#{code}"


def read_line(text: str) -> Line:
    """Also with the command around it, as it is shown and copied. Raises WrongWords."""
    url, _, code = _bare(text).rpartition("#")
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise WrongWords("the line is not complete") from error
    secret, check = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if not url or len(secret) != SECRET_BYTES or check != _check(secret):
        raise WrongWords("the line is not complete, or has a mistake in it")
    return Line(url, secret)


def _bare(text: str) -> str:
    return text.strip().removeprefix("coffeechat sync join").strip().strip("'\"")


def words(secret: bytes) -> str:
    """24 English words (BIP39), the last of which checks the others."""
    from mnemonic import Mnemonic

    return str(Mnemonic("english").to_mnemonic(secret))


def read_words(text: str) -> bytes:
    """Also with their numbers, as they are shown. Raises WrongWords."""
    from mnemonic import Mnemonic

    said = _in_order(text.lower().split())
    book = Mnemonic("english")
    for number, word in enumerate(said, 1):
        if word not in book.wordlist:
            raise WrongWords(f"word {number}, {word!r}, is none of those that are used{_perhaps(word, book.wordlist)}")
    if len(said) != 24:
        raise WrongWords(f"{len(said)} words instead of 24")
    if not book.check(" ".join(said)):
        raise WrongWords("one of them is another word, or two are exchanged")
    return bytes(book.to_entropy(" ".join(said)))


def _in_order(said: list[str]) -> list[str]:
    """Without their numbers, where they were copied from a screen, which may show them in columns."""
    numbers, rest = said[::2], said[1::2]
    if len(numbers) != len(rest) or not all(number.isascii() and number.isdigit() for number in numbers):
        return said
    return [word for _, word in sorted(zip(map(int, numbers), rest, strict=True))]


def _perhaps(word: str, known: list[str]) -> str:
    """What was meant: no two of the words begin with the same four letters."""
    meant = [one for one in known if one.startswith(word[:4])] or get_close_matches(word, known, n=1)
    return f"; perhaps {meant[0]!r}" if len(meant) == 1 else ""


def qr(text: str) -> str:
    """As lines of half blocks, the light modules drawn: right on a dark terminal; cameras read it inverted, too."""
    import segno

    rows = [[bool(cell) for cell in row] for row in segno.make(text, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _check(secret: bytes) -> bytes:
    return hashlib.blake2b(b"coffeechat 1 line", key=secret, digest_size=CHECK_BYTES).digest()
