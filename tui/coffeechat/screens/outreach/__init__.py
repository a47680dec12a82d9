"""Writing to people, and what they answer."""

from coffeechat.screens.outreach.compose import ComposeScreen
from coffeechat.screens.outreach.reply import ReplyDialog

__all__ = ["ComposeScreen", "ReplyDialog"]
