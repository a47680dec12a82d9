"""Reads what LinkedIn gives out: connections, and from messages when somebody was last written to."""

from __future__ import annotations

from coffeechat.api import Importer, hookimpl
from coffeechat_linkedin.importer import LinkedInImporter

__all__ = ["LinkedInImporter", "coffeechat_importers"]


@hookimpl
def coffeechat_importers() -> list[Importer]:
    return [LinkedInImporter()]
