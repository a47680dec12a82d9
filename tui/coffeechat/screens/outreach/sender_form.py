"""How you sign: asked once, filled into every template."""

from __future__ import annotations

from coffeechat.method.messages import LANGUAGES
from coffeechat.screens.form_dialog import FormDialog
from coffeechat.store import sender
from coffeechat.widgets.form import Field


class SenderForm(FormDialog):
    """A few fields that travel with the user."""

    EXPLANATION = (
        "Templates sign with your name. Who you are takes a few words, as at a party (UMass: ten seconds); "
        "the number goes into confirmations. Templates begin in your language; ctrl+t lists those of all."
    )
    CSS = "SenderForm > Vertical { width: 70; }"

    def title_text(self) -> str:
        return "How you sign"

    def fields(self) -> list[Field]:
        known = sender.load(self.store.connection)
        return [
            Field("name", "Your name", known.name, "Robin Vale"),
            Field("words", "Who you are", known.words, "a print editor moving to data"),
            Field("phone", "Phone", known.phone, "+49 40 555 0199"),
            Field("language", "Language", known.language, f"of your messages: {' or '.join(LANGUAGES)}"),
        ]

    def store_field(self, name: str, value: str) -> None:
        if name == "language" and value not in ("", *LANGUAGES):
            there = ", ".join(LANGUAGES)
            self.coffeechat.tell(f"There are no templates in “{value}”; there are: {there}.", is_error=True)
        else:
            sender.put(self.store, name, value)
