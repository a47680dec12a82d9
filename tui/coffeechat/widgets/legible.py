"""A theme's colours for words, darkened or lightened until the words can be read on what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.color import BLACK, WHITE, Color

LEAST = 4.5
"""The contrast that words need: WCAG 2.2, 1.4.3. textual-light's amber has 2.9, and so have the keys in its footer."""

STEP = 0.05

WORDS: Final = {
    **{f"text-{tone}": "panel" for tone in ("primary", "secondary", "accent", "success", "warning", "error")},
    "footer-key-foreground": "footer-background",
}
"""Each colour for words, and what they stand on: bars above all, which are nearer to words than the ground is."""


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme, those of words made readable; a terminal's own colours are its owner's to choose."""
    return {
        **variables,
        **{
            words: _until_read(Color.parse(variables[words]), Color.parse(variables[ground])).hex
            for words, ground in WORDS.items()
            if all(variables.get(name, "").startswith("#") for name in (words, ground))
        },
    }


def contrast(one: Color, other: Color) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _until_read(words: Color, ground: Color) -> Color:
    towards = max(BLACK, WHITE, key=lambda end: contrast(end, ground))
    steps = (words.blend(towards, count * STEP) for count in range(int(1 / STEP)))
    return next((colour for colour in steps if contrast(colour, ground) >= LEAST), towards)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
