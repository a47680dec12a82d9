"""Whom to approach: how much somebody knows of the job wanted, can hire for it, and can be reached.

`adjacent_functions.tsv` says which kinds of work lie side by side, `reasons.tsv` holds
the sentences that explain a rank.
"""

from coffeechat.method.ranking.candidates import Candidate, Wanted, candidate_of, wanted_of
from coffeechat.method.ranking.reasons import Reason, door, explain
from coffeechat.method.ranking.score import Factors, Lens, Score, rank

__all__ = [
    "Candidate",
    "Factors",
    "Lens",
    "Reason",
    "Score",
    "Wanted",
    "candidate_of",
    "door",
    "explain",
    "rank",
    "wanted_of",
]
