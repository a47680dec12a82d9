"""What is looked for in a message, one function a code; the wordings and the kinds they are for are in the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from coffeechat.method.messages.findings import Hit
from coffeechat.method.messages.reading import Context, Draft, Message, Sentence, count_words

if TYPE_CHECKING:
    from coffeechat.method.rules import Rules

CONNECTION_WITHIN: Final = 2
"""Sentences. One may say who you are before it."""
QUESTION_WITHIN: Final = 2
"""Sentences from the end: Dalton's own example has one more after its question."""
FAREWELL_WORDS: Final = 3
"""So few words after the question are a name or a thank-you."""
PROMISED_ALREADY: Final = 0.5
"""Share of a promise's words that makes a sentence the same promise."""

_VARIABLE: Final = re.compile(r"\{ *([^\W\d]\w*) *\}")
_WORD: Final = re.compile(r"\w+")


class Case(NamedTuple):
    """All that a check may look at."""

    draft: Draft
    message: Message
    context: Context
    rules: Rules


Hits = Iterator[Hit]


def too_long(case: Case) -> Hits:
    words, limit = case.message.words, case.rules.message_words
    if words > limit:
        over = words - limit
        yield Hit(words={"words": words, "limit": limit, "over": f"{over} word{'s' if over > 1 else ''}"})


def no_connection(case: Case) -> Hits:
    """Said in the first sentences: by a phrase, or by the name of who introduced you."""
    stating = [place for place, sentence in enumerate(case.message.sentences, start=1) if _connects(case, sentence)]
    if not any(place <= CONNECTION_WITHIN for place in stating):
        yield Hit(words={"late": f" before sentence {stating[0]}" if stating else ""})


def _connects(case: Case, sentence: Sentence) -> bool:
    return _names(sentence.text, case.context.introducers) or bool(case.message.finds("connection", sentence.text))


def job_ask(case: Case) -> Hits:
    """Every sentence that asks for one. "I am not looking for a job" does not."""
    for sentence in case.message.sentences if not case.context.may_ask_for_a_job else ():
        if found := _asks_for_a_job(case.message, sentence):
            start = sentence.start + found.start()
            yield Hit((start, start + len(found[0])), {"quote": found[0]})


def _asks_for_a_job(message: Message, sentence: Sentence) -> re.Match[str] | None:
    found = message.finds("job_ask", sentence.text)
    return None if found and message.finds("negation", sentence.text[: found.end()]) else found


def no_question(case: Case) -> Hits:
    """One of the last sentences asks something, and not for a job."""
    last = _without_farewell(case.message)[-QUESTION_WITHIN:]
    if not any(_is_question(sentence) and not _asks_for_a_job(case.message, sentence) for sentence in last):
        yield Hit(last[-1].span if last else None)


def _is_question(sentence: Sentence) -> bool:
    return sentence.text.rstrip("\"”')").endswith("?")


def _without_farewell(message: Message) -> list[Sentence]:
    """The sentences but for thanks and a name that stand on the last line instead of below it."""
    sentences = list(message.sentences)
    while sentences and _is_farewell(message, sentences[-1].text):
        sentences.pop()
    return sentences


def _is_farewell(message: Message, text: str) -> bool:
    return "?" not in text and (count_words(text) <= FAREWELL_WORDS or bool(message.phrases["closing"].fullmatch(text)))


def no_advice(case: Case) -> Hits:
    if not any(case.message.finds("advice", sentence.text) for sentence in case.message.sentences):
        yield Hit()


def attached(case: Case) -> Hits:
    yield from _sent_along(case, "attached")


def resume(case: Case) -> Hits:
    yield from _sent_along(case, "resume")


def _sent_along(case: Case, phrase: str) -> Hits:
    """What is attached, or said to be."""
    if case.draft.attachment:
        what = "The résumé" if case.draft.attachment == "resume" else "Something"
        yield Hit(words={"quote": f"{what} is attached."})
    elif found := case.message.finds(phrase):
        yield Hit(found.span(), {"quote": f"It speaks of it: “{found[0]}”."})


def interview(case: Case) -> Hits:
    found = case.message.finds("interview")
    if found:
        yield Hit(found.span(), {"quote": found[0]})


def about_you(case: Case) -> Hits:
    """A sentence that speaks to them, or names them, is about them; one that only says "I" is about you."""
    theirs = mine = 0
    for sentence in case.message.sentences:
        words = count_words(sentence.text)
        if _is_theirs(case, sentence):
            theirs += words
        elif _has_word(case.message.phrases["me"], sentence.text):
            mine += words
    if mine >= theirs and mine:
        yield Hit(words={"theirs": theirs, "mine": mine})


def _is_theirs(case: Case, sentence: Sentence) -> bool:
    spoken_to = _has_word(case.message.phrases["them"], sentence.text)
    return spoken_to or _names(sentence.text, case.context.theirs)


def no_limit(case: Case) -> Hits:
    long = case.message.finds("too_long_a_time")
    if long:
        yield Hit(long.span(), {"long": f" within reason: “{long[0]}”"})
    elif not case.message.finds("time_limit"):
        yield Hit(words={"long": ""})


def narrow_and_broad(case: Case) -> Hits:
    """Their work or organisation once, the field once. Which field it is tells the job wanted, so without one it is
    not looked for."""
    text, wanted = case.message.text, case.context.wanted
    if not (_names(text, case.context.theirs[1:]) or case.message.finds("narrow")):
        yield Hit(words={"missing": "broad", "missing_way": "narrow: what of theirs it is about"})
    elif wanted and not (_names(text, wanted) or case.message.finds("broad")):
        yield Hit(words={"missing": "narrow", "missing_way": "broad: the field it is about"})


def unknown_variable(case: Case) -> Hits:
    known = case.context.variables
    there = ", ".join(f"{{{variable}}}" for variable in known)
    for name, hit in _variables(case):
        if name not in known:
            yield replace(hit, words={**hit.words, "known": there})


def gap(case: Case) -> Hits:
    known = case.context.variables
    for name, hit in _variables(case):
        if name in known:
            yield replace(hit, words={**hit.words, "meaning": known[name]})


def _variables(case: Case) -> Iterator[tuple[str, Hit]]:
    """What is left in braces, in the subject and in the words; each once in either."""
    for text, in_subject in ((case.draft.subject, True), (case.message.text, False)):
        found: dict[str, Hit] = {}
        for variable in _VARIABLE.finditer(text):
            quote = f"{{{variable[1]}}}{' in the subject' if in_subject else ''}"
            found.setdefault(variable[1], Hit(variable.span(), {"quote": quote}, in_subject=in_subject))
        yield from found.items()


def empty(case: Case) -> Hits:
    """Greeting and closing alone say nothing."""
    if not case.message.sentences:
        yield Hit()


def nothing_concrete(case: Case) -> Hits:
    if case.message.sentences and not case.message.finds("concrete"):
        yield Hit()


def another_thread(case: Case) -> Hits:
    thread = bare_subject(case.context.thread)
    if thread and bare_subject(case.draft.subject).casefold() != thread.casefold():
        yield Hit(words={"quote": thread})


def promise(case: Case) -> Hits:
    """Every sentence that promises something which is not kept as a promise yet."""
    for sentence in case.message.sentences:
        found = case.message.finds("promise", sentence.text)
        if found and not any(_is_same(sentence.text, known) for known in case.context.promises):
            yield Hit(sentence.span, {"quote": sentence.text})


def no_phone(case: Case) -> Hits:
    if not case.message.finds("phone"):
        yield Hit()


def no_zone(case: Case) -> Hits:
    if not case.message.finds("zone"):
        yield Hit()


def third_person(case: Case) -> Hits:
    found = case.message.finds("third_person")
    if found:
        yield Hit(found.span(), {"quote": found[0]})


def bare_subject(subject: str) -> str:
    """Without the Re: that mail programs put before it."""
    return re.sub(r"^\s*((re|aw|fwd?|sv|antw)\s*:\s*)+", "", subject, flags=re.IGNORECASE).strip()


CHECKS: Final[Mapping[str, Callable[[Case], Hits]]] = {
    "M01": too_long,
    "M02": no_connection,
    "M03": job_ask,
    "M04": no_question,
    "M05": no_advice,
    "M06": attached,
    "M07": interview,
    "M08": about_you,
    "M09": no_limit,
    "M10": narrow_and_broad,
    "M11": unknown_variable,
    "M12": gap,
    "M13": empty,
    "M14": nothing_concrete,
    "M15": resume,
    "M16": another_thread,
    "M17": promise,
    "M18": no_phone,
    "M19": no_zone,
    "M20": third_person,
}


def _has_word(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.fullmatch(word) for word in re.findall(r"[\w']+", text))


def _names(text: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names stands in the text as whole words."""
    folded = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(f" {' '.join(_WORD.findall(name.casefold()))} " in folded for name in names if name.strip())


def _is_same(sentence: str, promise: str) -> bool:
    said, known = (set(_WORD.findall(text.casefold())) for text in (sentence, promise))
    return bool(known) and len(said & known) / len(known) >= PROMISED_ALREADY
