"""How much of a hostile file is held in memory at once."""

from __future__ import annotations

from typing import Final

BLOCK: Final = 64 * 1024
"""Bytes read at a time; between two blocks the reader reports how far it is."""
TEXT: Final = 1_000_000
"""Bytes of one unfolded line of text."""
BLOB: Final = 16_000_000
"""Bytes of one unfolded line of base64: a large photo."""
CARD: Final = 20_000_000
"""Bytes of one card."""
PROPERTIES: Final = 20_000
"""Properties of one card."""
PARAMETERS: Final = 1_000
"""Parameters of one property that are looked at."""
NESTING: Final = 4
"""Cards in cards (AGENT), counting the outermost."""
CARDS: Final = 500_000
"""Cards of one file."""
