"""The column names LinkedIn and Outlook have written over the years, and the field each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CONNECTIONS: Final = "connections"
MESSAGES: Final = "messages"
PROFILE: Final = "profile"

KNOWN: Final[Mapping[str, Mapping[str, str]]] = {
    CONNECTIONS: {
        "first name": "given",
        "vorname": "given",
        "middle name": "middle",
        "last name": "family",
        "nachname": "family",
        "url": "url",
        "email address": "email",
        "e-mail address": "email",
        "e-mail-adresse": "email",
        "company": "company",
        "unternehmen": "company",
        "position": "position",
        "job title": "position",
        "connected on": "connected",
        "verbunden am": "connected",
        "mobile phone": "mobile",
        "business phone": "work",
        "home phone": "home",
    },
    MESSAGES: {
        "conversation id": "conversation",
        "from": "from",
        "sender profile url": "sender",
        "to": "to",
        "recipient profile urls": "recipients",
        "date": "date",
        "subject": "subject",
        "content": "content",
        "direction": "direction",
        "folder": "folder",
        "is message draft": "draft",
    },
    PROFILE: {
        "first name": "given",
        "last name": "family",
        "maiden name": "maiden",
        "birth date": "birthday",
        "headline": "headline",
        "summary": "summary",
        "industry": "industry",
        "zip code": "zip",
    },
}
