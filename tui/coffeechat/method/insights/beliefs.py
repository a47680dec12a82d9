"""How sure one may be of a belief after what people said of it."""

from __future__ import annotations

from coffeechat.method.insights.tally import Tally


def suggested(counted: Tally, *, is_opposite: bool = False) -> int | None:
    """The percentage of independent chains on the side of a belief; None while there is none on either side.

    `is_opposite`: the claim says the opposite of the belief, so who contradicts the claim is on its side.
    """
    both = counted.chains_for + counted.chains_against
    on_its_side = counted.chains_against if is_opposite else counted.chains_for
    return round(100 * on_its_side / both) if both else None
