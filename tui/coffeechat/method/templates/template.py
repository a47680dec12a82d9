"""What a template is: those of the data files, and those a person has written."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from coffeechat.method.messages import LANGUAGES
from coffeechat.method.templates.filling import VARIABLE
from coffeechat.records import Template

FORMALITIES: Final = ("", "formal", "informal")
"""What `formality` may be; nothing is for both."""
TOLD_BY: Final = {"introducer": "introduced", "met": "introducer", "shared": "alumni", "source": "cold"}
"""By slots that only some messages can fill: for whom such a template is."""


class MessageTemplate(Struct, frozen=True, kw_only=True):
    """A message with slots. `kind` as in `Touch.kind`; `connection` and `formality` are empty where any will do."""

    name: str
    kind: str
    subject: str
    body: str
    language: str = "en"
    connection: str = ""
    formality: str = ""
    own_id: bytes | None = None
    """The row of one's own; None for a bundled one."""


@cache
def bundled() -> tuple[MessageTemplate, ...]:
    """Those that come with the app, of all languages."""
    return tuple(
        msgspec.structs.replace(template, language=language, body=template.body.strip("\n"))
        for language in LANGUAGES
        for template in msgspec.convert(texts(language)["template"], tuple[MessageTemplate, ...])
    )


@cache
def texts(language: str) -> dict[str, Any]:
    """The whole data file of a language."""
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))


def of_row(row: Template) -> MessageTemplate:
    """One's own, as it is stored; for whom it is follows from its slots."""
    slots = {variable[1] for variable in VARIABLE.finditer(f"{row.subject} {row.body}")}
    return MessageTemplate(
        name=row.name or "",
        kind=row.kind or "message",
        subject=row.subject or "",
        body=row.body or "",
        language=row.language or "en",
        connection=next((connection for slot, connection in TOLD_BY.items() if slot in slots), ""),
        formality=row.formality or "",
        own_id=row.id,
    )
