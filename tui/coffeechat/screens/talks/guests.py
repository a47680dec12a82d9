"""Who takes part in a talk, read from one line of names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import apsw

from coffeechat.store.person_named import NobodyNamed, person_named


def people_of(connection: apsw.Connection, text: str, present: Mapping[str, bytes]) -> list[bytes]:
    """The people in the order in which they are named: `present` by their whole names, which may have commas in them,
    others by what tells them apart. Raises NobodyNamed, SeveralNamed."""
    names = "|".join(re.escape(name) for name in sorted(present, key=len, reverse=True) if name)
    parts = re.findall(rf"\s*({names}|[^,;]+)\s*(?:[,;]|$)" if names else r"\s*([^,;]+)", text)
    chosen = [part.strip() for part in parts if part.strip()]
    if not chosen:
        raise NobodyNamed(text)
    return list(dict.fromkeys(present.get(name) or person_named(connection, name) for name in chosen))
