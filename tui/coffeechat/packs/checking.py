"""What the question checker says of a pack's questions, each taken by itself."""

from __future__ import annotations

from collections.abc import Iterator

from coffeechat.method.questions import Context, Finding, review
from coffeechat.packs.pack import Pack


def remarks(pack: Pack) -> Iterator[tuple[int, Finding]]:
    """With the number of the question, from 1."""
    context = Context(kind=pack.file.kinds[0], language=pack.file.language)
    for number, question in enumerate(pack.questions, start=1):
        for finding in review(question.text, context).findings:
            yield number, finding
