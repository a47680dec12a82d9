"""From the TOML file of a pack to the pack; every mistake in it is told with its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from coffeechat.packs.errors import PackError
from coffeechat.packs.pack import Origin, Pack, PackFile, PackQuestion

MOST_BYTES: Final = 1_000_000
LONGEST_TEXT: Final = 600
LONGEST_MINUTES: Final = 60
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_PLACE: Final = re.compile(r" - at `\$(?:\.(\w+))?(?:\[(\d+)\])?[^`]*`")
_NAMES: Final = {"Object": "the table", "`str`": "text", "`array`": "a list", "`float | null`": "a number"}


def read_pack(path: Path, origin: Origin) -> Pack:
    """The pack in this file. Raises PackError."""
    try:
        size, changed = path.stat().st_size, path.stat().st_mtime_ns
        if size > MOST_BYTES:
            raise PackError(path, None, f"A pack has at most {MOST_BYTES // 1000} kB; this file has {size // 1000} kB.")
        return _read(path, origin, changed, size)
    except OSError as error:
        raise PackError(path, None, f"It can't be read ({error.strerror}).") from None


@lru_cache(maxsize=256)
def _read(path: Path, origin: Origin, changed: int, size: int) -> Pack:
    """Remembered until the file changes: six packs take 20 ms to read, and a screen asks for them each time."""
    content = path.read_bytes()
    pack = Pack(path.stem, _decoded(path, content), path, origin, hashlib.sha256(content).hexdigest())
    for line, problem in _problems(pack, content):
        raise PackError(path, line, problem)
    return pack


def _decoded(path: Path, content: bytes) -> PackFile:
    try:
        return msgspec.toml.decode(content, type=PackFile)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackError(path, line, "A letter is not UTF-8. Save the file as UTF-8.") from None
    except msgspec.ValidationError as error:
        raise _not_a_pack(path, content, str(error)) from None
    except msgspec.DecodeError as error:
        told = str(error)
        at = _LINE.search(told)
        at_line = int(at[1]) if at and at[1] else None
        raise PackError(path, at_line, f"This is not TOML: {_LINE.sub('', told).strip()}.") from None


def _not_a_pack(path: Path, content: bytes, told: str) -> PackError:
    """msgspec says "Expected `str`, got `int` - at `$.questions[2].text`"."""
    at = _PLACE.search(told)
    sentence = _PLACE.sub("", told)
    for name, plain in _NAMES.items():
        sentence = sentence.replace(name, plain)
    if at and at[1] == "questions" and at[2]:
        number = int(at[2]) + 1
        return PackError(path, _line_of_question(content, number), f"Question {number}: {sentence}.")
    where = f"{at[1]}: " if at and at[1] else ""
    return PackError(path, None, f"{where}{sentence}.")


def line_of(pack: Pack, number: int) -> int | None:
    """In which line of its file a question begins, `number` from 1."""
    return _line_of_question(pack.path.read_bytes(), number)


def _line_of_question(content: bytes, number: int) -> int | None:
    heads = (line for line, text in enumerate(content.splitlines(), start=1) if text.strip() == b"[[questions]]")
    return next((line for place, line in enumerate(heads, start=1) if place == number), None)


def _problems(pack: Pack, content: bytes) -> Iterator[tuple[int | None, str]]:
    """What is wrong in a file that is written like a pack."""
    file = pack.file
    if not _KEY.fullmatch(pack.key):
        yield None, "A pack's file is named in small letters, digits and hyphens, such as career-changer.toml."
    for name in ("title", "version", "language", "author", "licence"):
        if not getattr(file, name).strip():
            yield None, f"{name} is empty."
    if not file.kinds:
        yield None, "kinds is empty: say for which kind of talk the questions are."
    if not file.questions:
        yield None, "There is no question in it. Each begins with a line [[questions]]."
    for number, question in enumerate(file.questions, start=1):
        for problem in _problems_of(question, file):
            yield _line_of_question(content, number), f"Question {number}: {problem}"


def _problems_of(question: PackQuestion, file: PackFile) -> Iterator[str]:
    if not question.text.strip():
        yield "text is empty."
    if max(len(question.text), len(question.probe or "")) > LONGEST_TEXT:
        yield f"text and probe have at most {LONGEST_TEXT} letters."
    if not (question.text + (question.probe or "")).isprintable():
        yield "text and probe are one line each, without control characters."
    if question.topic not in file.topics:
        yield f"the topic “{question.topic}” is not among the pack's topics ({', '.join(file.topics)})."
    if question.minutes is not None and not 0 < question.minutes <= LONGEST_MINUTES:
        yield f"minutes is more than 0 and at most {LONGEST_MINUTES}."
