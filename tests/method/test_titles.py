"""How job titles are read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.titles import Title, read

CASES = [
    (line.split("\t") + [""] * 3)[:4]
    for line in Path(__file__).with_name("title_cases.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def flags(title: Title) -> str:
    """The flags of `title` as they stand in title_cases.tsv."""
    signs = {
        "P": title.personnel,
        "S": title.assistant_to is not None,
        "A": title.advisory,
        "F": title.former,
    }
    return "".join(sign for sign, is_set in signs.items() if is_set)


@pytest.mark.parametrize(("raw", "level", "signs", "function"), CASES, ids=[case[0] for case in CASES])
def test_a_title_reads_as_a_person_would_read_it(raw: str, level: str, signs: str, function: str) -> None:
    title = read(raw)
    assert (str(title.level), flags(title)) == (level, signs)
    assert function in ("", title.function)


def test_the_boss_of_an_assistant_keeps_the_letters_of_the_title() -> None:
    assert read("Assistant to the VP Data").assistant_to == "VP Data"
    assert read("Assistentin der Geschäftsführung bei Muster").assistant_to == "Geschäftsführung"
    assert read("PA to Vice-President | Book lover").assistant_to == "Vice-President"


def test_an_assistant_without_a_named_boss_is_nobodys_door() -> None:
    for raw in ("Executive Assistant", "EA", "Assistant to", "Assistant to the", "PA to at Acme"):
        assert read(raw).assistant_to is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leiter*in Kommunikation", "Leiter Kommunikation"),
        ("LeiterIn Kommunikation", "Leiter Kommunikation"),
        ("Leiter/-in Kommunikation (m/w/d)", "Leiter Kommunikation"),
        ("Directeur·rice des ventes", "Directeur des ventes"),
        ("Director/a de Ventas", "Director de Ventas"),
        ("Diretor(a) de Vendas", "Diretor de Vendas"),
        ("DIRETOR(A) DE VENDAS", "Diretor de Vendas"),
    ],
)
def test_forms_for_both_genders_read_like_one_of_them(one: str, other: str) -> None:
    assert read(one) == read(other)


def test_owners_and_people_who_work_alone_are_told_from_the_employed() -> None:
    assert read("Founder & CEO").owner
    assert read("Geschäftsführende Gesellschafterin").owner
    assert not read("Deputy Director").owner
    assert read("Freelance Art Director").independent
    assert not read("Founder | Freelance Designer").independent


def test_the_employer_after_at_tells_nothing() -> None:
    assert read("Software Engineer at Partner Consulting CEO") == read("Software Engineer")


def test_all_kinds_of_work_are_told_and_the_words_carry_the_speciality() -> None:
    title = read("Engineering Manager, Analytics")
    assert title.functions == ("engineering", "data")
    assert {"engineering", "manager", "analytics", "data/analytics"} == title.words


def test_what_only_frames_the_work_stands_behind_it() -> None:
    assert read("Projektleiterin Stadtplanung").functions == ("planning", "project")
    assert read("Founder & CEO, Data Consulting").functions[0] == "data"


@given(st.text())
def test_any_text_can_be_read(raw: str) -> None:
    title = read(raw)
    assert title.level is None or 0 <= title.level <= 9
    assert title.function == next(iter(title.functions), None)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "CEO",
            "former",
            "ex",
            "retired",
            "assistant",
            "to",
            "the",
            "of",
            "der",
            "Leiter",
            "Personal",
            "|",
            ",",
            "/",
            "(",
            ")",
            "-",
            "at",
            "@",
            "&",
            "senior",
            "deputy",
            "head",
            "partner",
            "intern",
            "seeking",
            "investor",
            "HR",
            "chef",
            "de",
            "projet",
            "Professor",
            "*in",
            "·",
            "🚀",
            "é",
        ]
    )
)


@given(FRAGMENTS.map(" ".join))
def test_any_medley_of_title_words_can_be_read(raw: str) -> None:
    title = read(raw)
    assert title.level is None or 0 <= title.level <= 9
    assert title.assistant_to is None or title.assistant_to in raw


@given(FRAGMENTS.map(" ".join))
def test_case_does_not_change_how_a_title_is_read(raw: str) -> None:
    assert read(raw.lower()).level == read(raw.upper()).level == read(raw).level
