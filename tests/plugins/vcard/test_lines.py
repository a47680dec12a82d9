"""How the bytes of a file become lines: line ends, folds, quoted-printable, base64 and encodings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeechat_vcard.blocks import LineCutter
from coffeechat_vcard.cards import Card, Notice
from coffeechat_vcard.lines import LineJoiner

Read = Callable[..., list[Card | Notice]]
Values = Callable[..., dict[str, str]]

LINES = ["BEGIN:VCARD", "FN:Maya Okonjo", "NOTE:first", " second", "END:VCARD", ""]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_each_kind_of_line_end_ends_a_line(read: Read, end: str) -> None:
    (card,) = read(end.join(LINES))
    assert isinstance(card, Card)
    assert [found.text for found in card.properties] == ["Maya Okonjo", "firstsecond"]


def test_line_ends_may_be_mixed_in_one_file(read: Read) -> None:
    (card,) = read("BEGIN:VCARD\rFN:Maya Okonjo\r\nNOTE:first\n second\nEND:VCARD")
    assert isinstance(card, Card) and card.complete
    assert [found.text for found in card.properties] == ["Maya Okonjo", "firstsecond"]


@settings(deadline=None)
@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"bc"])), st.integers(min_value=1, max_value=4))
def test_lines_are_the_same_however_the_file_is_read_in_blocks(pieces: list[bytes], size: int) -> None:
    content = b"".join(pieces)
    whole, cut = LineCutter(), LineCutter()
    at_once = [*whole.cut(content), *whole.end()]
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    in_blocks = [line for block in blocks for line in cut.cut(block)] + cut.end()
    assert [line for line in in_blocks if line] == [line for line in at_once if line]


def test_a_fold_may_cut_a_character(values: Values) -> None:
    e_acute = "é".encode()
    assert values(b"FN:Am" + e_acute[:1] + b"\r\n " + e_acute[1:] + b"lie")["FN"] == "Amélie"


def test_a_fold_may_cut_name_and_parameters(values: Values) -> None:
    assert values("EMA", " IL;TYPE=WO", " RK:maya@example.org")["EMAIL"] == "maya@example.org"


def test_a_tab_folds_as_a_blank_does(values: Values) -> None:
    assert values("NOTE:one", "\t two")["NOTE"] == "one two"


def test_nothing_is_folded_onto_a_begin(read: Read) -> None:
    (card,) = read("BEGIN:VCARD\n FN:Maya\nEND:VCARD\n")
    assert isinstance(card, Card) and card.complete
    assert card.properties[0].text == "Maya"


def test_a_soft_break_joins_the_next_line_with_its_leading_blank(values: Values) -> None:
    assert values("NOTE;ENCODING=QUOTED-PRINTABLE:for all=", "  folk")["NOTE"] == "for all  folk"


def test_a_bare_word_switches_quoted_printable_on(values: Values) -> None:
    assert values("FN;QUOTED-PRINTABLE;CHARSET=UTF-8:Am=C3=A9lie=20", "")["FN"] == "Amélie"


def test_what_looks_like_a_property_is_text_after_a_soft_break(values: Values) -> None:
    found = values("NOTE;ENCODING=QUOTED-PRINTABLE:call=", "TEL:1", "FN:Maya")
    assert found == {"NOTE": "callTEL:1", "FN": "Maya"}


def test_two_equals_signs_at_a_line_end_are_a_sign_and_a_soft_break(values: Values) -> None:
    assert values("NOTE;ENCODING=QUOTED-PRINTABLE:a==", "3D", "FN:Maya")["NOTE"] == "a=3D"


def test_a_soft_break_before_an_empty_line_ends_the_value(values: Values) -> None:
    assert values("NOTE;ENCODING=QUOTED-PRINTABLE:a=", "", "FN:Maya") == {"NOTE": "a", "FN": "Maya"}


def test_a_soft_break_before_the_end_of_the_card_does_not_swallow_it(read: Read) -> None:
    (card,) = read("BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\nEND:VCARD\n")
    assert isinstance(card, Card) and card.complete


def test_an_equals_sign_at_a_line_end_means_nothing_in_plain_text(values: Values) -> None:
    assert values("NOTE:a=", "FN:Maya") == {"NOTE": "a=", "FN": "Maya"}


def test_quoted_printable_line_breaks_are_line_breaks(values: Values) -> None:
    assert values("ADR;ENCODING=QUOTED-PRINTABLE:1=0D=0A2=0D3=0A4")["ADR"] == "1\n2\n3\n4"


def test_base64_lines_need_no_fold_and_end_at_an_empty_line(values: Values) -> None:
    found = values("PHOTO;ENCODING=BASE64:", "AAAA", "BBB=", "", "FN:Maya")
    assert found == {"PHOTO": "AAAABBB=", "FN": "Maya"}


def test_base64_lines_end_at_a_line_with_a_colon(values: Values) -> None:
    assert values("PHOTO;ENCODING=b:", "AAAA", "FN:Maya") == {"PHOTO": "AAAA", "FN": "Maya"}


def test_folded_base64_is_joined(values: Values) -> None:
    assert values("PHOTO;BASE64:", " AAAA", " BBBB", "FN:Maya")["PHOTO"] == "AAAABBBB"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_every_unicode_form_is_found_out_with_or_without_its_mark(read: Read, encoding: str) -> None:
    (card,) = read("BEGIN:VCARD\r\nFN:Łucja Wrona 🌿\r\nEND:VCARD\r\n".encode(encoding))
    assert isinstance(card, Card)
    assert card.properties[0].text == "Łucja Wrona 🌿"


def test_a_mark_in_front_of_a_second_file_is_left_out(read: Read) -> None:
    cards = read("BEGIN:VCARD\nFN:A\nEND:VCARD\n\ufeffBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert [card.properties[0].text for card in cards if isinstance(card, Card)] == ["A", "B"]


def test_what_is_not_utf_8_is_read_as_cp1252(values: Values) -> None:
    assert values("FN:Jürgen “Jo” Weiß".encode("cp1252"))["FN"] == "Jürgen “Jo” Weiß"


def test_each_value_is_looked_at_by_itself(values: Values) -> None:
    found = values("FN:Jürgen".encode("cp1252"), "NOTE:Łódź")
    assert found == {"FN": "Jürgen", "NOTE": "Łódź"}


@pytest.mark.parametrize(
    ("charset", "codec", "name"),
    [
        ("SHIFT_JIS", "cp932", "安藤 ロイド"),
        ("ISO-8859-1", "latin-1", "Åsa"),
        ("iso-8859-2", "iso8859_2", "Łukasz"),
        ("Windows-1251", "cp1251", "Дмитрий"),
        ("GB2312", "gb18030", "王芳"),
        ("EUC-KR", "cp949", "김민준"),
        ("UTF-8", "utf-8", "Ömer"),
    ],
)
def test_a_charset_parameter_is_believed(values: Values, charset: str, codec: str, name: str) -> None:
    quoted = "".join(f"={byte:02X}" for byte in name.encode(codec))
    assert values(f"FN;CHARSET={charset}:".encode() + name.encode(codec))["FN"] == name
    assert values(f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{quoted}")["FN"] == name


@pytest.mark.parametrize("charset", ["idna", "punycode", "nonsense", "zlib_codec", ""])
def test_a_charset_that_can_t_be_right_is_not_believed(values: Values, charset: str) -> None:
    assert values(f"FN;CHARSET={charset}:Šárka Čelik")["FN"] == "Šárka Čelik"


def test_an_encoding_that_was_asked_for_takes_the_place_of_looking(values: Values) -> None:
    assert values("FN:Дмитрий".encode("cp1251"), encoding="cp1251")["FN"] == "Дмитрий"
    assert values("FN:Дмитрий".encode("cp1251"))["FN"] == "Äìèòðèé"


@pytest.mark.parametrize(
    ("encoding", "asked"), [("utf-16-le", "utf-16-le"), ("utf-16-le", "utf-16"), ("utf-16", "utf-16-le")]
)
def test_a_wide_encoding_may_be_asked_for(read: Read, encoding: str, asked: str) -> None:
    content = "BEGIN:VCARD\nFN;CHARSET=ISO-8859-1:Łucja\nEND:VCARD\n".encode(encoding)
    (card,) = read(content, asked)
    assert isinstance(card, Card)
    assert card.properties[0].text == "Łucja"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_joiner_raise_or_lose_the_count_of_lines(content: bytes) -> None:
    joiner = LineJoiner()
    lines = content.split(b"\n")
    joined = [*joiner.join(lines), *joiner.end()]
    assert all(1 <= line.number <= len(lines) for line in joined)
