"""Keys by which somebody is known again: profile, e-mail, phone, page, name and organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from coffeechat.method.folding import fold
from coffeechat.method.names import name_key, organisation_key

_SCHEME: Final = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?/*(?:www\.)?", re.IGNORECASE)
_LINKEDIN: Final = re.compile(r"^(?:[a-z0-9-]+\.)*linkedin\.[a-z.]+/(.*)$")
_HANDLE: Final = re.compile(r"^(?:in/|@)?([^/\s.]+)/?$")
_EMAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_FEWEST_DIGITS: Final = 6
_MOST_DIGITS: Final = 17
WEAK: Final = ":~"
_KINDS: Final = {"linkedin": "LinkedIn profile", "email": "e-mail", "url": "page", "phone": "phone"}


class Known(Struct, frozen=True, kw_only=True):
    """A person, or a record of one, by what tells them apart.

    `strong` are keys with their kind (`email:bob@x.com`); those with `:~` in them, phone numbers of no known
    country, are weak. `rows` are the sources' own keys (`vcard:urn:uuid:...`): one source gives a person one.
    """

    id: bytes
    name: str
    name_key: str
    organisation_keys: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def known_of(
    id: bytes,
    name: str,
    *,
    organisations: Iterable[str] = (),
    contacts: Iterable[tuple[str, str]] = (),
    rows: Iterable[str] = (),
    region: str | None = None,
) -> Known:
    """Work out a person's keys. `contacts`: kinds and values as in `ContactPoint`; `region`: like `DE`."""
    employers = map(organisation_key, organisations)
    strong = (contact_key(kind, value, region) for kind, value in contacts)
    return Known(
        id=id,
        name=name,
        name_key=name_key(name),
        organisation_keys=tuple(dict.fromkeys(filter(None, employers))),
        strong=tuple(dict.fromkeys(filter(None, strong))),
        rows=tuple(rows),
    )


def known_by_keys(id: bytes, name: str, contacts: Iterable[tuple[str, str]], rows: Iterable[str]) -> Known:
    """Like `known_of`, where there is nobody yet whose name could be compared: a third of the time."""
    strong = (contact_key(kind, value) for kind, value in contacts)
    return Known(
        id=id,
        name=name,
        name_key="",
        organisation_keys=(),
        strong=tuple(dict.fromkeys(key for key in strong if key)),
        rows=tuple(rows),
    )


def contact_key(kind: str, value: str, region: str | None = None) -> str | None:
    """The key of one contact with its kind before it, or None when it tells nobody apart."""
    if kind == "email":
        return _with_kind("email", email_key(value))
    if kind == "phone":
        return _with_kind("phone", phone_key(value, region))
    if kind == "linkedin" or (kind == "url" and "linkedin." in value.casefold()):
        return _with_kind("linkedin", linkedin_key(value))
    return _with_kind("url", url_key(value)) if kind == "url" else None


def linkedin_key(url: str) -> str | None:
    """The profile's own part of its address, or None if it is no profile: `ada-lindqvist`."""
    address = _address(url).casefold()
    on_site = _LINKEDIN.match(address)
    if on_site is None:
        handle = _HANDLE.match(address)
        return handle[1] if handle else None
    kind, _, rest = on_site[1].partition("/")
    rest = rest.strip("/")
    if kind == "in":
        return rest.partition("/")[0] or None
    return f"pub/{rest}" if kind == "pub" and rest else None


def email_key(address: str) -> str | None:
    """The address without its case, or None for no address and for a mailbox of a place (info@, office@)."""
    text = address.strip().strip("<>").removeprefix("mailto:").casefold()
    if not _EMAIL.fullmatch(text) or text.partition("@")[0] in _role_mailboxes():
        return None
    return text


@lru_cache(maxsize=4096)
def phone_key(text: str, region: str | None = None) -> str | None:
    """The number in E.164 with its extension, `~` and the digits if the country isn't known, or None."""
    digits = sum(map(str.isdecimal, text))
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return None
    # 60 ms to import, and most imports bring no phone numbers.
    import phonenumbers

    international = text.strip().removeprefix("tel:")
    international = "+" + international[2:] if international.startswith("00") else international
    try:
        number = phonenumbers.parse(international, region)
    except phonenumbers.NumberParseException:
        return "~" + "".join(str(int(letter)) for letter in text if letter.isdecimal())
    if not phonenumbers.is_possible_number(number):
        return None
    key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{key}x{number.extension}" if number.extension else key


def url_key(url: str) -> str | None:
    """A page without its scheme; None for a bare site, which is more often an employer's than a person's."""
    host, _, path = _address(url, query=True).partition("/")
    path = path.rstrip("/")
    return f"{host.casefold()}/{path}" if path and "." in host else None


def weight(key: str) -> tuple[int, str]:
    """For sorting strong keys, the one that says most first: a phone is shared more often than a profile."""
    return tuple(_KINDS).index(key.partition(":")[0]), key


def is_phone(key: str) -> bool:
    """Whether a strong key is a phone number."""
    return key.startswith("phone:")


def said(key: str) -> str:
    """A strong key as a reason: "same e-mail bob@x.com"."""
    kind, _, value = key.partition(":")
    return f"same {_KINDS[kind]} {value.removeprefix('~')}"


def contradict(one: Known, other: Known) -> bool:
    """Whether two are different people by a key of which everybody has only one in its source."""
    return _differ(_profiles(one), _profiles(other)) or _differ(one.rows, other.rows)


def _profiles(known: Known) -> tuple[str, ...]:
    return tuple(key for key in known.strong if key.startswith("linkedin:"))


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    sources = {key.partition(":")[0] for key in one} & {key.partition(":")[0] for key in other}
    shared = {key.partition(":")[0] for key in set(one) & set(other)}
    return bool(sources - shared)


def _with_kind(kind: str, key: str | None) -> str | None:
    return f"{kind}:{key}" if key else None


def _address(url: str, query: bool = False) -> str:
    if "%" in url:
        # 3 ms to import, and few addresses need it.
        from urllib.parse import unquote

        url = unquote(url)
    text = _SCHEME.sub("", normalize("NFC", url.strip())).partition("#")[0]
    return (text if query else text.partition("?")[0]).strip()


@cache
def _role_mailboxes() -> frozenset[str]:
    lines = (Path(__file__).parent / "role_mailboxes.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(" ".join(line for line in lines if not line.startswith("#"))).split())
