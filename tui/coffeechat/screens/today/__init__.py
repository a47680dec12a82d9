"""Today: what is due, what is waited for, how this week went, whom to approach next."""

from coffeechat.screens.today.view import TodayView

__all__ = ["TodayView"]
