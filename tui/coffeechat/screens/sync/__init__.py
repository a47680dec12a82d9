"""The view Sync: how it stands, which machines there are, and what to do."""

from coffeechat.screens.sync.view import SyncView

__all__ = ["SyncView"]
