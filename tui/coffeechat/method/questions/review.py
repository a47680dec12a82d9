"""The score of one question, always as a breakdown, and what is wrong with it: rules Q01 to Q15."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from coffeechat.method.questions.asked import asked
from coffeechat.method.questions.context import INFORMATIONAL, Context
from coffeechat.method.questions.faults import Fault, faults
from coffeechat.method.questions.language import known
from coffeechat.method.questions.rules import LIMITS, Effect, rules, sentences
from coffeechat.method.questions.traits import MOST

Verdict = Literal["keep", "look again", "rewrite"]
_WORST_FIRST: Final[tuple[Effect, ...]] = ("blocks", "costs", "hints")


class Finding(Struct, frozen=True):
    """Something a rule found: its code, title and sentence, what to ask instead, and who says so.

    `effect`: blocks, costs or hints. `item`: which question of a plan it is about, from 0; None outside a plan.
    """

    rule: str
    title: str
    message: str
    rewrite: str
    source: str
    effect: Effect
    item: int | None = None


class Breakdown(Struct, frozen=True):
    """What a score is made of, each 0 to 2."""

    open: int = 0
    penetrating: int = 0
    personal: int = 0
    informed: int = 0
    clean: int = 0


class Review(Struct, frozen=True):
    """What the checker says of a question. `score` is the sum of the breakdown, at most 2 if a finding blocks."""

    score: int
    breakdown: Breakdown
    findings: tuple[Finding, ...] = ()

    @property
    def is_blocked(self) -> bool:
        return any(finding.effect == "blocks" for finding in self.findings)

    @property
    def verdict(self) -> Verdict:
        if self.score >= LIMITS.keep:
            return "keep"
        return "look again" if self.score >= LIMITS.look_again else "rewrite"


def review(text: str, context: Context = INFORMATIONAL) -> Review:
    """How good a question is. Never raises, whatever the text."""
    language = known(context.language)
    told = asked(text, language)
    if not told.reading.words:
        return Review(0, Breakdown())
    wrong = tuple(faults(told, context))
    traits = told.traits
    breakdown = Breakdown(
        open=traits.open,
        penetrating=traits.penetrating,
        personal=traits.personal,
        informed=MOST if context.has_source else traits.informed,
        clean=max(0, MOST - sum(map(_points, wrong))),
    )
    findings = [finding(fault.case, fault.words, fault.rewrite, language) for fault in wrong]
    findings.sort(key=lambda one: _WORST_FIRST.index(one.effect))
    return _weighed(breakdown, findings, language)


def _weighed(breakdown: Breakdown, findings: list[Finding], language: str) -> Review:
    """A blocker keeps the score down; a question that is merely dull is told what it lacks."""
    score = sum(getattr(breakdown, name) for name in Breakdown.__struct_fields__)
    if any(one.effect == "blocks" for one in findings):
        score = min(score, LIMITS.most_when_blocked)
    elif score < LIMITS.keep and all(one.effect == "hints" for one in findings):
        findings = [*findings, *_lacking(breakdown, language)]
    return Review(score, breakdown, tuple(findings))


def _lacking(breakdown: Breakdown, language: str) -> list[Finding]:
    """The one thing that would lift it most."""
    parts = (("Q11", breakdown.penetrating), ("Q09", breakdown.personal), ("Q10", breakdown.informed))
    return [finding(case, {}, "", language) for case, points in parts if not points][:1]


def finding(case: str, words: dict[str, str], rewrite: str, language: str, item: int | None = None) -> Finding:
    """What a case of a rule says, with its words filled in."""
    said = sentences(language)[case]
    rule = rules()[said.code]
    told = rewrite or said.rewrite.format_map(words)
    return Finding(rule.code, said.title, said.text.format_map(words), told, rule.source, rule.effect, item)


def _points(fault: Fault) -> int:
    return rules()[fault.case.partition(" ")[0]].points if fault.points is None else fault.points
