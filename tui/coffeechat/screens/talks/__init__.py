"""The talks: their view, one on a screen of its own, and the dialog that gives it a time."""

from coffeechat.screens.talks.conversation import ConversationScreen
from coffeechat.screens.talks.schedule import ScheduleDialog
from coffeechat.screens.talks.view import TalksView

__all__ = ["ConversationScreen", "ScheduleDialog", "TalksView"]
