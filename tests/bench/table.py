"""The figures as a table for people and as JSON for programs."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version

import msgspec

from bench.figures import Figure, Target

HEADINGS = ("", "measured", "baseline", "ratio", "target", "")


def table(sections: Mapping[str, Sequence[Figure]]) -> str:
    """A block for each section; every number stands under its like, through all blocks."""
    blocks = {title: [_cells(figure) for figure in figures] for title, figures in sections.items()}
    rows = [HEADINGS, *(row for block in blocks.values() for row in block)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [_line(HEADINGS, widths)]
    for title, block in blocks.items():
        lines += ["", title, *(_line(row, widths) for row in block)]
    return "\n".join(lines)


def as_json(sections: Mapping[str, Sequence[Figure]], is_quick: bool) -> bytes:
    """Every figure with its runs, and what it was measured with."""
    document = {
        "quick": is_quick,
        "python": platform.python_version(),
        "platform": sys.platform,
        "versions": {name: version(name) for name in ("coffeechat", "textual", "apsw")},
        "figures": [
            {"section": title, **msgspec.to_builtins(figure), "ratio": figure.ratio, "within": figure.is_within}
            for title, figures in sections.items()
            for figure in figures
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def number(value: float) -> str:
    """Three digits that count; counts and what is above 100 as whole numbers."""
    if isinstance(value, int) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _cells(figure: Figure) -> tuple[str, ...]:
    baseline, ratio = figure.baseline, figure.ratio
    return (
        f"  {figure.name}",
        f"{number(figure.value)} {figure.unit}",
        "–" if baseline is None else f"{number(baseline)} {figure.unit} {figure.against}",
        "–" if ratio is None else f"{number(ratio)} x",
        _target(figure.target, figure.unit),
        {True: "ok", False: "MISSED", None: ""}[figure.is_within],
    )


def _target(target: Target | None, unit: str) -> str:
    if target is None:
        return "–"
    return f"{'≥' if target.at_least else '≤'} {target.limit:,g} {'x' if target.of == 'ratio' else unit}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if column in (0, 5) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()
