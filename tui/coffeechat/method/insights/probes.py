"""A question that tests a claim with the next person, without telling them what to say.

"Others told me A; is it so here?": what three people have said already is not asked again (METHOD P5).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


def probe(claim: str, standing: str) -> str:
    """The question for a claim whose status is `standing`."""
    when = "contested" if standing == "contested" else "one side"
    return _templates()[when].format(claim=claim.strip().rstrip("."))


@cache
def _templates() -> dict[str, str]:
    text = (Path(__file__).parent / "probes.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))
