"""The talk itself and what follows right after it."""

from coffeechat.screens.live.debrief import DebriefScreen
from coffeechat.screens.live.live import LiveScreen

__all__ = ["DebriefScreen", "LiveScreen"]
