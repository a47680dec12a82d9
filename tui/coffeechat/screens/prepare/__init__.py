"""Preparing a talk: the plan, the questions to choose from, and what the checker says."""

from coffeechat.screens.prepare.screen import PrepareScreen

__all__ = ["PrepareScreen"]
