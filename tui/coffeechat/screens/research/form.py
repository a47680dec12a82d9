"""The fields of a source; a new one comes into being with its title."""

from __future__ import annotations

from coffeechat.records import ResearchSource
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import research
from coffeechat.store.research import Subject
from coffeechat.widgets.form import Field

KINDS = ("web", "book", "news", "report", "job ad", "talk", "profile")


class SourceForm(FormDialog):
    """What was read, and what it says."""

    EXPLANATION = (
        "Berkeley: an informational interview is one tool beside books, the Internet and job descriptions, so read "
        "first. What you note here makes a question well-informed (link it in the plan), and keeps you from asking "
        "what you could have read."
    )
    CSS = "SourceForm > Vertical { width: 90; }"

    def __init__(self, subject: Subject, source: ResearchSource | None) -> None:
        super().__init__()
        self._subject = subject
        self._source = source

    def title_text(self) -> str:
        return (self._source and self._source.title) or f"Something read about {_listed(self._subject.names)}"

    def fields(self) -> list[Field]:
        source = self._source or ResearchSource(id=b"", created_at="", kind="web")
        return [
            Field("title", "Title", source.title or "", "Annual report 2025"),
            Field("about", "About", self._scope(), " or ".join(self._subject.scopes)),
            Field("url", "Where", source.url or "", "address, page, shelf"),
            Field("kind", "Kind", source.kind or "", ", ".join(KINDS)),
            Field("facts", "What it says", source.facts or "", lines=5),
            Field("quote", "In its words", source.quote or "", lines=3),
        ]

    def store_field(self, name: str, value: str) -> None:
        if self._source is None:
            self._add()
        elif name == "about":
            self._set_scope(value)
        elif name == "title" and not value:
            self.coffeechat.tell("A source needs a title: the old one stays until you type another.", is_error=True)
        else:
            research.edit(self.store, self._source, name, value)
            self._source = research.get(self.store.connection, self._source.id) or self._source

    def _scope(self) -> str:
        return research.scope_of(self._source) if self._source else self._subject.scopes[0]

    def _set_scope(self, typed: str) -> None:
        if typed in self._subject.scopes and self._source:
            research.set_scope(self.store, self._source, self._subject, typed)
        else:
            there = " or ".join(self._subject.scopes)
            self.coffeechat.tell(f"A source is about the {there}, not “{typed}”; it stays as it was.", is_error=True)

    def action_close(self) -> None:
        super().action_close()
        given = ("kind", "about")
        if self._source is None and any(value for name, value in self.form.values.items() if name not in given):
            self.coffeechat.tell("Without a title there is no source, so nothing was kept.", is_error=True)

    def _add(self) -> None:
        """As soon as there is a title, with whatever else was typed before it."""
        typed = {name: value or None for name, value in self.form.values.items()}
        title, about = typed.pop("title"), typed.pop("about")
        if title:
            scope = about if about in self._subject.scopes else self._subject.scopes[0]
            self._source = research.add(self.store, title, self._subject, scope, **typed)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "your field"
