"""Introductions on screen: one person's, and the tree of who led to whom."""

from coffeechat.screens.network.dialog import IntroductionDialog
from coffeechat.screens.network.tree import IntroductionsScreen

__all__ = ["IntroductionDialog", "IntroductionsScreen"]
