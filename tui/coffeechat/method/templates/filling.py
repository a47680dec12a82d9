"""Slots and how they are filled: what is known is written in, what is not stays as it is, to be seen and filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from coffeechat.errors import CoffeechatError

VARIABLE: Final = re.compile(r"\{ *([^\W\d]\w*) *\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*\{ *[^\W\d]\w* *\}[^\[\]]*)\]")
_BLANKS: Final = re.compile(r"\n{3,}")


class UnknownVariable(CoffeechatError):
    """A template names something that nobody can fill in."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, variables(), n=1)
        hint = f" Did you mean {{{near[0]}}}?" if near else ""
        there = ", ".join(f"{{{known}}}" for known in variables())
        super().__init__(f"There is no {{{name}}}.{hint} There are: {there}.")


@cache
def variables() -> Mapping[str, str]:
    """What may stand in braces, and what to write in its place where it is not known."""
    text = (Path(__file__).parent / "variables.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#"))


def check(*texts: str) -> None:
    """Raises UnknownVariable for the first variable that there is not."""
    for variable in (found[1] for text in texts for found in VARIABLE.finditer(text)):
        if variable not in variables():
            raise UnknownVariable(variable)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with the values in. What stands in square brackets is left out where one of its variables is not known,
    or gives way to what follows a bar: `[Re: {earlier}|Thank you]`."""

    def optional(part: re.Match[str]) -> str:
        wanted, _, instead = part[1].partition("|")
        is_known = all(name[1] in values for name in VARIABLE.finditer(wanted))
        return wanted if is_known else instead

    def value(variable: re.Match[str]) -> str:
        return values.get(variable[1], variable[0])

    whole = VARIABLE.sub(value, _OPTIONAL.sub(optional, text))
    return _BLANKS.sub("\n\n", whole).strip("\n")
