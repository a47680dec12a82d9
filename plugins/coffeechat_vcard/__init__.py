"""Brings people in from vCard files and writes them out as such."""

from __future__ import annotations

from coffeechat.api import Exporter, Importer, hookimpl
from coffeechat_vcard.importer import VCardImporter
from coffeechat_vcard.writer import VCardExporter

__all__ = ["VCardExporter", "VCardImporter", "coffeechat_exporters", "coffeechat_importers"]


@hookimpl
def coffeechat_importers() -> list[Importer]:
    """The reader of .vcf files."""
    return [VCardImporter()]


@hookimpl
def coffeechat_exporters() -> list[Exporter]:
    """The writer of .vcf files."""
    return [VCardExporter()]
