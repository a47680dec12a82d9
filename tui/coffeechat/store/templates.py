"""One's own templates, beside those that come with the app."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import apsw

from coffeechat.method.templates import MessageTemplate, bundled, of_row
from coffeechat.records import Template
from coffeechat.store import clock, notes, tables
from coffeechat.store.tables import Value

if TYPE_CHECKING:
    from coffeechat.store.store import Store


def own(connection: apsw.Connection) -> list[Template]:
    """By name."""
    return tables.select(connection, Template, "TRUE ORDER BY name COLLATE NOCASE, id")


def everything(connection: apsw.Connection) -> list[MessageTemplate]:
    """One's own, then the bundled ones of all languages."""
    return [*(of_row(row) for row in own(connection)), *bundled()]


def get(connection: apsw.Connection, template_id: bytes) -> Template | None:
    return tables.get(connection, Template, template_id)


def add(store: Store, name: str, **cells: Value) -> Template:
    """A new one; `cells`: kind, language, formality, subject, body."""
    with store.change(f"add template {name}") as change:
        template = Template(id=clock.new_id(), created_at=change.at, name=name, **cells)
        store.insert(change, template)
    return template


def edit(store: Store, template: Template, column: str, value: str) -> None:
    """Change one field; the body is saved as a text in which two machines may write."""
    label = f"edit template {template.name}"
    if column == "body":
        notes.edit(store, Template, template.id, "body", value, opened=template.body or "", label=label)
    else:
        with store.change(label, joined=f"{os.getpid()} {template.id.hex()} {column}"):
            store.update(Template, template.id, **{column: value or None})


def remove(store: Store, template_id: bytes) -> None:
    template = get(store.connection, template_id)
    if template:
        with store.change(f"remove template {template.name}") as change:
            store.delete(change, Template, template.id)
