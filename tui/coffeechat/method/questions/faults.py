"""What is wrong with a question: one function a rule, each with what it found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from coffeechat.method.questions.alike import content_words, share_within
from coffeechat.method.questions.asked import Asked
from coffeechat.method.questions.context import Context
from coffeechat.method.questions.form import Form, Matches
from coffeechat.method.questions.phrases import Found
from coffeechat.method.questions.reading import Reading
from coffeechat.method.questions.rules import LIMITS

_QUOTED_WORDS: Final = 4


class Fault(Struct, frozen=True):
    """A case of sentences.tsv, how many points it takes (None: those of its rule), and what its sentence names."""

    case: str
    words: dict[str, str]
    rewrite: str = ""
    points: int | None = None


class _Checked(Struct, frozen=True):
    """All that the rules look at."""

    asked: Asked
    context: Context

    @property
    def reading(self) -> Reading:
        return self.asked.reading

    @property
    def found(self) -> Matches:
        return self.asked.found

    @property
    def form(self) -> Form:
        return self.asked.form


def faults(asked: Asked, context: Context) -> Iterator[Fault]:
    """Everything that is wrong, in the order of the rules."""
    checked = _Checked(asked, context)
    yield from _closed(checked)
    yield from _looked_up(checked)
    if checked.context.kind != "job_interview":
        yield from _asked_or_spoken_of(checked, "Q03")
        yield from _phrase(checked, "Q04")
    yield from _pay(checked)
    yield from _several(checked)
    yield from _leading(checked)
    yield from _length(checked)
    yield from _vague(checked)
    yield from _asked_or_spoken_of(checked, "Q13")
    yield from _negative(checked)
    yield from _about_me(checked)


def _phrase(checked: _Checked, name: str, case: str = "") -> Iterator[Fault]:
    """What a list of phrases finds first, said as that case of a rule (of the list's own name, if none is given)."""
    for match in checked.found.get(name, ())[:1]:
        yield _fault(checked.reading, case or name, match)


def _asked_or_spoken_of(checked: _Checked, code: str) -> Iterator[Fault]:
    """What asks for it in any question, and what does so only where a word answers; elsewhere that is spoken of."""
    if code not in checked.found and checked.form.kind in ("closed", "short", "statement"):
        yield from _phrase(checked, f"{code} closed", code)
    else:
        yield from _phrase(checked, code)


def _fault(reading: Reading, case: str, match: Found) -> Fault:
    rest = reading.original(match.end, reading.sentence_of(match.begin).end)
    gap = reading.original(match.gap_begin, match.gap_end)
    words = {"found": reading.original(match.begin, match.end), "rest": rest, "gap": gap}
    rewrite = match.phrase.rewrite
    needs_rest = "{rest}" in rewrite and not rest
    return Fault(case, words, "" if needs_rest else rewrite.format_map(words))


def _closed(checked: _Checked) -> Iterator[Fault]:
    """Q01. A tag ("..., right?") makes a statement a closed question, too."""
    form, reading = checked.form, checked.reading
    if form.kind in ("closed", "statement") or (form.kind == "short" and not checked.asked.traits.penetrating):
        ways_out = [match for match in checked.found.get("Q01", ()) if match.begin == form.begin]
        begin = reading.original(form.begin, min(form.begin + _QUOTED_WORDS, len(reading.words)))
        rewrite = _fault(reading, "Q01", ways_out[0]).rewrite if ways_out else ""
        yield Fault("Q01", {"found": f"{begin} …"}, rewrite)


def _looked_up(checked: _Checked) -> Iterator[Fault]:
    """Q02, by what it says and by one's own notes; whoever has linked the note asks beyond it."""
    context, traits = checked.context, checked.asked.traits
    found = _asked_for(checked, "Q02")
    if not found and not traits.penetrating and not traits.personal:  # "what is X", but not "what is hard about X"
        found = _asked_for(checked, "Q02 plain")
    if found:
        yield _fault(checked.reading, "Q02", found[0])
        return
    if context.has_source:
        return
    asked = content_words(_question_alone(checked), context.language)
    if len(asked) >= LIMITS.known_words:
        notes = (content_words(note, context.language) for note in context.notes)
        if any(share_within(asked, note) >= LIMITS.known_share for note in notes):
            yield Fault("Q02 note", {})


def _asked_for(checked: _Checked, name: str) -> list[Found]:
    """What is found where it asks, not in what is said before: "I read what your company does. What ..."."""
    reading = checked.reading
    asking = reading.sentence_of(checked.form.begin)
    return [
        match
        for match in checked.found.get(name, ())
        if reading.sentence_of(match.begin).asks or reading.sentence_of(match.begin) == asking
    ]


def _question_alone(checked: _Checked) -> str:
    """The sentence that asks, without those before it."""
    return checked.reading.sentence_at(checked.form.begin)


def _pay(checked: _Checked) -> Iterator[Fault]:
    told = list(_asked_or_spoken_of(checked, "Q05"))
    yield from told
    if not told and checked.context.kind != "job_interview":
        yield from _phrase(checked, "Q05b")


def _several(checked: _Checked) -> Iterator[Fault]:
    """Q06: a point for each question beyond the first."""
    form, reading = checked.form, checked.reading
    if form.count > 1:
        first = reading.original(0, form.joints[0] - 1 if form.joints else reading.sentences[0].end)
        yield Fault("Q06", {"count": str(form.count), "first": f"{first}?"}, points=form.count - 1)


def _leading(checked: _Checked) -> Iterator[Fault]:
    """Q07; a statement with a question mark leads, too."""
    if "Q07" in checked.found or checked.form.kind != "statement":
        yield from _phrase(checked, "Q07")
    else:
        yield from _phrase(checked, "statement", "Q07")


def _length(checked: _Checked) -> Iterator[Fault]:
    count = checked.reading.count
    words = {"count": str(count), "last": _question_alone(checked)}
    if count < LIMITS.shortest_words:
        yield Fault("Q08 short", words)
    elif count > LIMITS.longest_words:
        yield Fault("Q08 long", words, points=2 if count > LIMITS.far_too_long_words else 1)


def _vague(checked: _Checked) -> Iterator[Fault]:
    """Q12, by what it says or by saying nothing."""
    if "Q12" in checked.found or not checked.asked.traits.is_vague:
        yield from _phrase(checked, "Q12")
    else:
        yield Fault("Q12", {"found": _question_alone(checked)})


def _negative(checked: _Checked) -> Iterator[Fault]:
    part = checked.context.part
    if part is not None and part < LIMITS.negative_from:
        for match in checked.found.get("negative", ())[:1]:
            yield _fault(checked.reading, "Q14", match)


def _about_me(checked: _Checked) -> Iterator[Fault]:
    """Q15, but not what one may do: "what could I read" asks them."""
    them = {place for match in checked.found.get("about them", ()) for place in range(match.begin, match.end)}
    mine = sum(match.begin not in them for match in checked.found.get("me", ()))
    more = mine - len(checked.found.get("addressed", ()))
    if more >= LIMITS.more_of_me:
        yield Fault("Q15", {"count": str(more)})
