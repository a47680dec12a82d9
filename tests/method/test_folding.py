"""How text is folded for search and matching."""

from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.folding import fold, fold_letters


def test_case_accents_and_blanks_do_not_count() -> None:
    assert fold("  Jürgen\tMÜLLER ") == "jurgen muller"


def test_letters_that_have_no_accent_to_lose_are_written_out() -> None:
    assert fold("Straße Øresund Łódź Đorđe Æon œuvre Þór") == "strasse oresund lodz dorde aeon oeuvre thor"


def test_greek_and_cyrillic_lose_accents_too() -> None:
    assert fold("Αλέξης Йорданов") == "αλεξησ иорданов"


def test_marks_of_other_scripts_stay_because_they_are_letters() -> None:
    assert fold("かき") != fold("がぎ")
    assert fold("हिन्दी") == "हिन्दी"


def test_invisible_signs_and_curled_apostrophes_do_not_hide_a_name() -> None:
    assert fold("O\u2019Bri\u00aden\u200f") == fold("O'Brien")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert fold("Zoe\u0308") == fold("Zo\u00eb")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_folds_as_it_would_among_accents(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


@given(st.lists(st.text() | st.sampled_from([" ", "\u00a0", "\u0301", "\u200d", "Ǆ", "ẞ"])).map("".join))
def test_a_text_folds_as_its_words_do(text: str) -> None:
    assert fold(text) == " ".join(fold_letters(text).split())
