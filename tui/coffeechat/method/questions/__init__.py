"""The question checker: rules Q01 to Q15 on one question, P1 to P8 on a plan.

`rules.tsv` says what each rule does to the score and who says so, `limits.toml` the numbers they go by. The folder of
a language holds the phrases by which a question is recognised, and the sentences that are said. To correct what
is found, correct or add a line there and a question in `tests/method/questions/`.
"""

from coffeechat.method.questions.context import KINDS, Answered, Context, Kind, PlanContext, Planned
from coffeechat.method.questions.plan import (
    Topic,
    arc_order,
    is_referral,
    minutes_of,
    needed_minutes,
    review_plan,
    reviews,
    topics,
)
from coffeechat.method.questions.review import Breakdown, Finding, Review, Verdict, review
from coffeechat.method.questions.rules import LIMITS, Effect, Explained, Limits, Rule, explanations, rules

__all__ = [
    "KINDS",
    "LIMITS",
    "Answered",
    "Breakdown",
    "Context",
    "Effect",
    "Explained",
    "Finding",
    "Kind",
    "Limits",
    "PlanContext",
    "Planned",
    "Review",
    "Rule",
    "Topic",
    "Verdict",
    "arc_order",
    "explanations",
    "is_referral",
    "minutes_of",
    "needed_minutes",
    "review",
    "review_plan",
    "reviews",
    "rules",
    "topics",
]
