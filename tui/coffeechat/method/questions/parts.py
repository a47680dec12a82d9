"""A text that asks several things, as the questions it could be."""

from __future__ import annotations

from coffeechat.method.questions.form import form_of
from coffeechat.method.questions.language import known, word_list
from coffeechat.method.questions.phrases import phrases
from coffeechat.method.questions.reading import Reading, read


def parts_of(text: str, language: str = "en") -> list[str]:
    """The questions in a text, each in its own sentence; what stands before the first stays with it."""
    language = known(language)
    reading = read(text, language)
    if not reading.words:
        return [text]
    form = form_of(reading, phrases(language).find(reading), language)
    ends = {sentence.end for sentence in reading.sentences if sentence.asks}
    joined = {place - 1 for place in form.joints}  # "…? And what …" is cut once, behind the "and"
    cuts = sorted({*form.joints, *ends - joined} - {len(reading.words)})
    joints = word_list(language, "joint")
    places = zip([0, *cuts], [*cuts, len(reading.words)], strict=True)
    return [_question(reading, begin, end, joints) for begin, end in places]


def _question(reading: Reading, begin: int, end: int, joints: frozenset[str]) -> str:
    """Without the "and" that joined it to the next, and with a question mark of its own."""
    is_joined = end < len(reading.words) and reading.words[end - 1] in joints
    words = reading.original(begin, end - 1 if is_joined else end).rstrip(", ")
    return f"{words[:1].upper()}{words[1:]}?"
