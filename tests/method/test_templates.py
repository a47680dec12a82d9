"""Templates: each bundled one passes its own review, slots are filled with what is known, and nothing is lost."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.messages import LANGUAGES, Context, Draft, language_of, review
from coffeechat.method.rules import defaults
from coffeechat.method.templates import (
    Known,
    MessageTemplate,
    UnknownVariable,
    bundled,
    check,
    choose,
    connection_of,
    fill,
    of_row,
    values,
    variables,
)
from coffeechat.method.touches import NOUNS
from coffeechat.records import Template

EVERYTHING = Known(
    name="Ada Lindqvist",
    organisation="Stadtwerk Elmhafen",
    title="Head of Urban Data",
    me="Robin Vale",
    i_am="a print editor moving to data",
    phone="+49 40 555 0199",
    function="planning",
    introducer="Maya Okonjo",
    source=("news", "Why the bus data was wrong"),
    thread="Your way into planning",
    asked_at="2026-03-02T08:00:00Z",
    talk_at="2026-03-12T09:00:00Z",
    talk_minutes=20,
    talk_zone="Europe/Berlin",
    talk_place="at the town hall",
    insight="A portfolio counts for more than a degree",
    promise="send you the map by Friday",
    whom="Ken Ito",
    met="Ken Ito",
)
BY_HAND = {
    "en": {
        "shared": "Lighthouse University",
        "why": "their talk on harbours is the best I have heard",
        "done": "built a small portfolio",
        "outcome": "Two people have asked me about it.",
        "other": "Ken Ito",
        "gift": "an article on night buses.",
        "say": "See you on Friday.",
        "news": "I begin at the harbour in May.",
    },
    "de": {
        "shared": "Hochschule Leuchtturm",
        "why": "der Vortrag über Häfen ist der beste, den ich gehört habe",
        "done": "eine kleine Mappe angelegt",
        "outcome": "Zwei Leute haben mich danach gefragt.",
        "other": "Ken Ito",
        "gift": "ein Artikel über Nachtbusse.",
        "say": "Bis Freitag.",
        "news": "Ich beginne im Mai im Hafen.",
    },
}
BUNDLED = bundled()
IN = {language: [template for template in BUNDLED if template.language == language] for language in LANGUAGES}


def known_values(known: Known = EVERYTHING, formality: str = "informal", language: str = "en") -> dict[str, str]:
    return values(known, defaults(), language=language, formality=formality, zone=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("formality", ["formal", "informal"])
@pytest.mark.parametrize("template", BUNDLED, ids=lambda template: template.name)
def test_a_bundled_template_passes_the_review_when_its_slots_are_filled(
    template: MessageTemplate, formality: str
) -> None:
    if template.formality not in ("", formality):
        return
    known = known_values(formality=formality, language=template.language) | BY_HAND[template.language]
    draft = Draft(fill(template.body, known), subject=fill(template.subject, known))
    context = Context(
        kind=template.kind,
        theirs=("Ada Lindqvist", "Stadtwerk Elmhafen"),
        introducers=("Maya Okonjo",),
        thread=EVERYTHING.thread if "Re: " in template.subject else "",
        promises=(EVERYTHING.promise,),
        variables=variables(),
    )
    assert review(draft, context, defaults()) == []
    assert language_of(draft.body) == template.language


@pytest.mark.parametrize("template", BUNDLED, ids=lambda template: template.name)
def test_a_bundled_template_is_of_a_known_kind_and_has_only_known_variables(template: MessageTemplate) -> None:
    check(template.subject, template.body)
    assert template.kind in NOUNS
    assert template.formality in ("", "formal", "informal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_for_every_kind_of_message_and_for_everything_that_connects(language: str) -> None:
    kinds = {template.kind for template in IN[language]}
    assert kinds == NOUNS.keys() - {"reply", "note"}
    asks = {template.connection for template in IN[language] if template.kind == "ask"}
    assert asks == {"introduced", "alumni", "colleague", "met", "cold"}


def test_what_is_known_is_written_in_and_what_is_not_stays_to_be_seen() -> None:
    assert fill("Hi {given}, you know {whom}.", {"given": "Ada"}) == "Hi Ada, you know {whom}."


def test_what_stands_in_brackets_is_left_out_while_something_in_it_is_not_known() -> None:
    text = "Thank you[ on {day}].\n\n[As promised, I will {promise}.]\n\nBest [sic]"
    assert fill(text, {}) == "Thank you.\n\nBest [sic]"
    assert fill(text, {"day": "Monday", "promise": "write"}) == (
        "Thank you on Monday.\n\nAs promised, I will write.\n\nBest [sic]"
    )


def test_what_follows_a_bar_stands_in_for_what_is_not_known() -> None:
    assert fill("[Re: {earlier}|Thank you]", {"earlier": "Trams"}) == "Re: Trams"
    assert fill("[Re: {earlier}|Thank you, {given}]", {"given": "Ada"}) == "Thank you, Ada"
    assert fill("[Re: {earlier}|On {day}]", {}) == "On {day}"


def test_an_unknown_variable_is_named_with_the_one_that_was_meant_and_those_there_are() -> None:
    with pytest.raises(
        UnknownVariable, match=r"There is no \{inside\}\. Did you mean \{insight\}\? There are: \{name\}"
    ):
        check("Hello {given}", "What you said about {inside} helped.")


def test_the_slots_are_filled_as_people_say_it() -> None:
    known = known_values()
    assert known["greeting"] == "Hi Ada,"
    assert known_values(formality="formal")["greeting"] == "Dear Ada Lindqvist,"
    assert (known["day"], known["time"], known["zone"]) == ("Thursday, 12 March", "10:00", "Berlin time")
    assert known["asked_on"] == "Monday, 2 March"
    assert known["insight"] == "A portfolio counts for more than a degree."
    assert known["minutes"] == "20"


def test_what_is_not_known_is_no_value() -> None:
    assert known_values(Known(name="Ada")).keys() == {"name", "given", "minutes", "closing", "greeting"}


@pytest.mark.parametrize(
    ("tie", "tags", "is_introduced", "connection"),
    [
        (None, (), False, "cold"),
        ("nonsense", (), False, "cold"),
        ("shared", ("alumni",), False, "alumni"),
        ("shared", ("Former colleague",), False, "colleague"),
        ("weak", (), False, "met"),
        ("introduced", (), False, "introduced"),
        ("cold", (), True, "introduced"),
    ],
)
def test_what_connects_follows_from_the_tie(
    tie: str | None, tags: tuple[str, ...], is_introduced: bool, connection: str
) -> None:
    assert connection_of(tie, tags, is_introduced=is_introduced) == connection


def test_the_template_that_fits_best_is_chosen_and_ones_own_before_a_bundled_one() -> None:
    found = choose(bundled(), "ask", connection="alumni")
    assert found and found.name == "Ask, from the same school"
    found = choose(bundled(), "update")
    assert found and found.name == "What became of the advice"
    found = choose(bundled(), "update", connection="introducer")
    assert found and found.name == "Tell the introducer how it went"
    own = of_row(Template(id=b"1", created_at="", name="Mine", kind="ask", body="Hello {given}"))
    assert choose((*bundled(), own), "ask", connection="alumni") == own
    assert choose(bundled(), "note") is None


def test_a_second_person_who_knows_you_is_asked_as_such() -> None:
    found = choose(bundled(), "second_contact", connection="alumni")
    assert found and found.name == "Ask, from the same school"
    found = choose(bundled(), "second_contact", connection="cold")
    assert found and found.name == "A second person at the same organisation"


def test_for_whom_ones_own_template_is_follows_from_its_slots() -> None:
    own = of_row(Template(id=b"1", created_at="", name="Mine", kind="ask", body="{introducer} sent me."))
    assert own.connection == "introduced"
    assert choose((*bundled(), own), "ask", connection="introduced") == own
    found = choose((*bundled(), own), "ask", connection="cold")
    assert found and found.name == "Ask somebody who does not know you"


@given(st.text(), st.dictionaries(st.sampled_from(sorted(variables())), st.text()))
def test_filling_loses_no_word_of_a_text_without_slots(text: str, known: dict[str, str]) -> None:
    plain = re.sub(r"[{}\[\]]", "", text)
    assert fill(plain, known).split() == plain.split()
