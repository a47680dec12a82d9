"""Who is who: the keys by which records are known again, and the rules that tell one person from two."""

from coffeechat.method.identity.index import Index, Match, Tier
from coffeechat.method.identity.keys import Known, email_key, known_by_keys, known_of, linkedin_key, phone_key, url_key
from coffeechat.method.identity.pairs import Pair, PairTier, pairs

__all__ = [
    "Index",
    "Known",
    "Match",
    "Pair",
    "PairTier",
    "Tier",
    "email_key",
    "known_by_keys",
    "known_of",
    "linkedin_key",
    "pairs",
    "phone_key",
    "url_key",
]
