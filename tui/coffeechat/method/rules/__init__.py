"""The settings of the method: every number and choice on which practitioners differ, each with who says what.

`rules.toml` holds them; a choice of the user's own is stored and read by `coffeechat.store.rules`.
"""

from coffeechat.method.rules.rule import Rule, Source, Value, all_rules, rule
from coffeechat.method.rules.values import NotAValue, Rules, as_text, defaults, next_value, parse, rules_of

__all__ = [
    "NotAValue",
    "Rule",
    "Rules",
    "Source",
    "Value",
    "all_rules",
    "as_text",
    "defaults",
    "next_value",
    "parse",
    "rule",
    "rules_of",
]
