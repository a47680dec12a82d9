"""The talk itself and what follows right after it."""

from coffeechat.screens.live.live import LiveScreen

__all__ = ["LiveScreen"]
