"""How lines become cards: heads, values, BEGIN and END, and everything that goes wrong with them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat_vcard.cards import Card, Notice, Problem
from coffeechat_vcard.escapes import components, escape_component, escape_text, split, unescape
from coffeechat_vcard.properties import read_head
from coffeechat_vcard.reader import read_cards

Read = Callable[..., list[Card | Notice]]
Values = Callable[..., dict[str, str]]

LOOKS_LIKE_A_CARD = st.lists(
    st.sampled_from(
        [
            *[
                "BEGIN:VCARD",
                "END:VCARD",
                "AGENT:",
                "FN:Maya",
                "N:Okonjo;Maya",
                " folded",
                "stray",
                "# remark",
                "",
            ],
            *[
                "NOTE;ENCODING=QUOTED-PRINTABLE:a=",
                "=",
                "PHOTO;ENCODING=b:AAAA",
                "AAAA",
                'TEL;X="a:b',
                ":",
                ";",
            ],
            *[
                "item1.X-ABLabel:Work",
                "\ufeffBEGIN:VCARD",
                "END:VCARDBEGIN:VCARD",
                "a\x00b",
                "BDAY:--0230",
                "\\",
            ],
        ]
    )
)


def cards(items: list[Card | Notice]) -> list[Card]:
    return [item for item in items if isinstance(item, Card)]


def problems(items: list[Card | Notice]) -> list[tuple[int, Problem]]:
    return [item for item in items if isinstance(item, Notice)]


def test_names_of_properties_and_parameters_may_be_in_any_case() -> None:
    head = read_head(b"Item1.eMail;Type=Work,PREF")
    assert head is not None
    assert (head.group, head.name, head.types) == ("Item1", "EMAIL", ("work", "pref"))


def test_bare_words_are_types_and_encodings() -> None:
    head = read_head(b"TEL;WORK;FAX;QUOTED-PRINTABLE")
    assert head is not None
    assert (head.types, head.is_quoted_printable) == (("work", "fax"), True)


def test_quoted_parameters_may_hold_every_mark(read: Read) -> None:
    (card,) = cards(read('BEGIN:VCARD\nADR;LABEL="a;b:c,d=e";TYPE="home,work":;;x\nEND:VCARD\n'))
    head = card.properties[0].head
    assert head.parameter("LABEL") == "a;b:c,d=e"
    assert head.types == ("home", "work")
    assert card.properties[0].value == ";;x"


def test_a_quote_that_is_never_closed_costs_only_the_parameter(values: Values) -> None:
    assert values('TEL;X="open:123')["TEL"] == "123"


def test_carets_in_parameters_are_resolved() -> None:
    head = read_head(b"ADR;LABEL=a^nb^'c^^d^e")
    assert head is not None
    assert head.parameter("LABEL") == 'a\nb"c^d^e'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"a\nb\Nc", "a\nb\nc"),
        (r"a\,b\;c\:d", "a,b;c:d"),
        (r"C:\dir\\new", r"C:\dir\new"),
        (r"\\\\n", r"\\n"),
        ("end\\", "end\\"),
    ],
)
def test_backslashes_are_resolved_and_unknown_ones_stay(value: str, text: str) -> None:
    assert unescape(value) == text


def test_a_note_is_not_cut_at_commas_and_semicolons(values: Values) -> None:
    assert values("NOTE:one, two; three")["NOTE"] == "one, two; three"


def test_parts_are_cut_before_backslashes_are_resolved() -> None:
    assert components(r";A\;B\\;C\\\;;D;\:E;\\\\;") == ["", r"A;B" + "\\", r"C\;", "D", ":E", r"\\", ""]


@settings(deadline=None)
@given(st.text())
def test_escaped_text_comes_back_without_control_characters(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = {chr(code) for code in (*range(32), 127)} - {"\t", "\n"}
    assert unescape(escape_text(text)) == "".join(sign for sign in lines if sign not in controls)


@settings(deadline=None)
@given(st.lists(st.text(alphabet=';\\,:n\n a"é'), min_size=1))
def test_escaped_parts_come_back(parts: list[str]) -> None:
    value = ";".join(map(escape_component, parts))
    assert [unescape(part) for part in split(value, ";")] == parts


def test_a_card_knows_its_line_and_that_it_is_complete(read: Read) -> None:
    items = read("\n\nBEGIN:VCARD\nFN:Maya\nEND:VCARD\n\nBEGIN:VCARD\nFN:Ken\nEND:VCARD\n")
    assert [(card.line, card.complete) for card in cards(items)] == [(3, True), (7, True)]
    assert problems(items) == []


@pytest.mark.parametrize("end", ["END:VCARD ", "END:VCARD.", "end:vcard", "END:vCard;"])
def test_an_end_is_known_in_every_spelling(read: Read, end: str) -> None:
    items = read(f"BEGIN:VCARD\nFN:Maya\n{end}\n")
    assert [card.complete for card in cards(items)] == [True]


def test_a_card_that_the_file_breaks_off_is_kept(read: Read) -> None:
    items = read("BEGIN:VCARD\nFN:Maya\nTEL:12")
    (card,) = cards(items)
    assert not card.complete
    assert [found.text for found in card.properties] == ["Maya", "12"]
    assert problems(items) == [(1, Problem.NOT_ENDED)]


def test_a_new_begin_ends_the_card_that_was_open(read: Read) -> None:
    items = read("BEGIN:VCARD\nFN:Maya\nBEGIN:VCARD\nFN:Ken\nEND:VCARD\n")
    assert [(card.properties[0].text, card.complete) for card in cards(items)] == [
        ("Maya", False),
        ("Ken", True),
    ]


def test_a_begin_glued_to_an_end_begins_a_card(read: Read) -> None:
    items = read("BEGIN:VCARD\nFN:Maya\nEND:VCARDBEGIN:VCARD\nFN:Ken\nEND:VCARD\n")
    assert [card.properties[0].text for card in cards(items)] == ["Maya", "Ken"]


def test_a_version_may_come_last_or_not_at_all(values: Values) -> None:
    assert values("FN:Maya", "VERSION:2.1")["FN"] == "Maya"
    assert values("FN:Maya")["FN"] == "Maya"


def test_a_line_that_is_no_property_belongs_to_the_value_above(values: Values) -> None:
    assert values("NOTE:first", "second line", "Ring her at: noon", "FN:Maya") == {
        "NOTE": "first\nsecond line\nRing her at: noon",
        "FN": "Maya",
    }


def test_a_backslash_before_a_bare_line_break_belongs_to_it(values: Values) -> None:
    assert values("ADR:;;Elm Street\\", "9\\", "Box 4;Hamburg")["ADR"] == ";;Elm Street\n9\nBox 4;Hamburg"


def test_remarks_are_dropped(values: Values) -> None:
    assert values("FN:Maya", "# to be ignored") == {"FN": "Maya"}


def test_an_own_property_with_a_blank_in_its_name_is_one(values: Values) -> None:
    assert values("N:Okonjo;Maya", "X-GOOGLE TALK:maya") == {"N": "Okonjo;Maya", "X-GOOGLE TALK": "maya"}


def test_an_agent_is_kept_inside_the_card_it_belongs_to(read: Read) -> None:
    items = read("BEGIN:VCARD\nFN:Maya\nAGENT:\nBEGIN:VCARD\nFN:Ken\nEND:VCARD\nTEL:1\nEND:VCARD\n")
    (card,) = cards(items)
    assert card.complete
    assert [(found.head.name, found.text) for found in card.properties] == [
        ("FN", "Maya"),
        ("AGENT", "BEGIN:VCARD\nFN:Ken\nEND:VCARD"),
        ("TEL", "1"),
    ]


def test_text_outside_of_cards_is_told_once_for_each_gap(read: Read) -> None:
    items = read("hello\nworld\nBEGIN:VCARD\nFN:Maya\nEND:VCARD\nTEL:1\nEND:VCARD\n")
    assert len(cards(items)) == 1
    assert problems(items) == [(1, Problem.OUTSIDE), (6, Problem.OUTSIDE)]


@pytest.mark.parametrize("name", ["J\ufffdrgen", "JÃ¼rgen", "Zoâ€™s"])
def test_damage_done_by_an_earlier_program_is_told(read: Read, name: str) -> None:
    items = read(f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n")
    assert problems(items) == [(2, Problem.DAMAGED)]
    assert cards(items)[0].complete


@pytest.mark.parametrize("name", ["SÃO PAULO", "Ângela", "Jürgen", "Zoë’s"])
def test_letters_that_are_right_are_no_damage(read: Read, name: str) -> None:
    assert problems(read(f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n")) == []


@settings(deadline=None)
@given(st.binary(max_size=600), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "shift_jis"]))
def test_no_bytes_make_the_reader_raise(content: bytes, encoding: str | None) -> None:
    list(read_cards(io.BytesIO(b"BEGIN:VCARD\n" + content), encoding))


@settings(deadline=None)
@given(LOOKS_LIKE_A_CARD)
def test_no_order_of_lines_makes_the_reader_raise_or_read_less_than_there_is(lines: list[str]) -> None:
    items = list(read_cards(io.BytesIO("\n".join(lines).encode())))
    begun = [item for item in items if isinstance(item, Card)]
    assert [card.line for card in begun] == sorted(card.line for card in begun)
    if "BEGIN:VCARD" in lines:
        assert begun
