"""Messages with slots: the bundled ones per language and one's own, which of them fits, and how slots are filled."""

from __future__ import annotations

from coffeechat.method.templates.choosing import choose, connection_of
from coffeechat.method.templates.filling import UnknownVariable, check, fill, variables
from coffeechat.method.templates.template import FORMALITIES, MessageTemplate, bundled, of_row
from coffeechat.method.templates.values import Known, values

__all__ = [
    "FORMALITIES",
    "Known",
    "MessageTemplate",
    "UnknownVariable",
    "bundled",
    "check",
    "choose",
    "connection_of",
    "fill",
    "of_row",
    "values",
    "variables",
]
