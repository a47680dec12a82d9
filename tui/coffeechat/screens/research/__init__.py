"""What was read before a talk: the list of sources, and the form of one."""

from coffeechat.screens.research.sources import SourcesDialog

__all__ = ["SourcesDialog"]
