"""What was learned: topics and claims across people, sorting answers into them, and beliefs that move."""

from coffeechat.screens.insights.view import InsightsView

__all__ = ["InsightsView"]
