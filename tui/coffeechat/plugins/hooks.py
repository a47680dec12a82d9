"""What a plugin may contribute: a hook is here only if a bundled plugin uses it."""

from __future__ import annotations

from typing import Protocol

import pluggy

from coffeechat.api import Exporter, Importer

PROJECT = "coffeechat"
_hookspec = pluggy.HookspecMarker(PROJECT)


class Hooks(Protocol):
    """Here once, so that `host.call(Hooks.coffeechat_importers)` has a type. Plugins leave `self` out."""

    @_hookspec
    def coffeechat_importers(self) -> list[Importer]:
        """Readers, one for each kind of file."""

    @_hookspec
    def coffeechat_exporters(self) -> list[Exporter]:
        """Writers, one for each file format."""
