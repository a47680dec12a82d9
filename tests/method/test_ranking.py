"""Whom to approach first, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeechat.method.ranking import (
    Candidate,
    Lens,
    Wanted,
    candidate_of,
    door,
    explain,
    rank,
    wanted_of,
)
from coffeechat.records import Target


def target(name: str, level: int | None = None, **fields: str | bool) -> Wanted:
    """The job wanted, as it comes out of the database."""
    return wanted_of(Target(id=b"1", created_at="2026-03-02", name=name, level=level, **fields))  # type: ignore[arg-type]


DATA_ANALYST = target("Data Analyst", 3)


@pytest.mark.parametrize(
    ("title", "size", "tie", "crystal", "research"),
    [
        ("Engineering Manager, Analytics", "large", "introduced", 89, 100),
        ("Founder & CEO, Data Consulting", "small", "introduced", 89, 80),
        ("Head of Data", "large", "cold", 65, 65),
        ("VP Data", "large", "shared", 64, 64),
        ("Senior Data Analyst", "large", "weak", 42, 95),
        ("CEO", "large", None, 32, 32),
        ("Assistant to the VP Data", "large", "close", 28, 45),
        ("Board advisor, Data", "large", "close", 20, 72),
        ("HR Director", "large", "introduced", 9, 4),
        ("Technical recruiter", "large", "close", 6, 9),
    ],
)
def test_the_examples_of_the_method_come_out_at_their_numbers(
    title: str, size: str, tie: str | None, crystal: int, research: int
) -> None:
    person = candidate_of(title, organisation_size=size, tie=tie)
    assert rank(person, DATA_ANALYST, "crystal").value == pytest.approx(crystal, abs=1)
    assert rank(person, DATA_ANALYST, "research").value == pytest.approx(research, abs=1)


def test_a_student_of_planning_finds_planners_and_their_head_above_recruiters() -> None:
    titles = [
        "Recruiter",
        "Stadtplanerin",
        "Talent Acquisition Partner",
        "Leiterin Stadtentwicklung",
        "Urban Planner",
    ]
    wanted = target("Urban planner", 2)
    ranked = sorted(titles, key=lambda title: -rank(candidate_of(title), wanted, "crystal").value)
    assert ranked[0] == "Leiterin Stadtentwicklung"
    assert set(ranked[-2:]) == {"Recruiter", "Talent Acquisition Partner"}


def test_a_planner_of_another_language_does_the_very_job() -> None:
    score = rank(candidate_of("Stadtplanerin"), target("Urban planner"), "research")
    assert score.factors.knowledge == 1.0


def test_another_speciality_of_the_function_knows_the_job_less() -> None:
    wanted = target("Software Engineer")
    knowledge = [
        rank(candidate_of(title), wanted, "research").factors.knowledge
        for title in ("Software Developer", "Mechanical Engineer", "Data Scientist", "Line Cook")
    ]
    assert knowledge == [1.0, 0.8, 0.5, 0.2]


def test_who_leads_another_speciality_does_not_lead_the_team() -> None:
    assert rank(candidate_of("Head of Data"), DATA_ANALYST, "research").factors.knowledge == 1.0
    assert rank(candidate_of("Head of Data Governance"), DATA_ANALYST, "research").factors.knowledge == 0.8


def test_personnel_is_no_detour_when_the_wanted_job_is_there() -> None:
    wanted = target("Recruiter")
    assert wanted.personnel
    assert rank(candidate_of("Technical Recruiter", tie="introduced"), wanted, "research").value == 100


def test_what_the_user_says_wins_over_the_title() -> None:
    person = candidate_of("Ninja", level=6, function="data", personnel=False, advisory=False, knowledge=0.9)
    score = rank(person, DATA_ANALYST, "crystal")
    assert (score.factors.knowledge, score.factors.power) == (0.9, 1.0)
    assert rank(candidate_of("Recruiter", personnel=False), DATA_ANALYST, "crystal").factors.personnel == 1.0


def test_a_lead_hires_at_best_half() -> None:
    assert rank(candidate_of("Lead Data Analyst"), target("Data Analyst", 2), "crystal").factors.power == 0.5


def test_the_owner_of_a_small_firm_hires_for_every_job() -> None:
    owner = candidate_of("Owner", organisation_size="small")
    assert rank(owner, target("Managing Director", 9), "crystal").factors.power == 1.0


def test_an_unknown_size_counts_like_a_medium_one() -> None:
    powers = [
        rank(candidate_of("President", organisation_size=size), DATA_ANALYST, "crystal").factors.power
        for size in ("small", "medium", None, "large")
    ]
    assert powers == [1.0, 0.8, 0.8, 0.5]


def test_who_is_gone_advises_works_alone_or_seeks_work_can_not_hire() -> None:
    intern = target("Data Intern", 0)
    for title in ("Former Director", "Board Member", "Freelance Art Director", "Seeking new opportunities"):
        assert rank(candidate_of(title), intern, "crystal").factors.power <= 0.3


def test_a_target_is_read_from_its_name_and_its_own_words_win() -> None:
    assert target("Urban planner") == Wanted(
        level=2, function="planning", keywords=("planning/urban", "urban"), personnel=False
    )
    told = target("Urban planner", 4, function="public", keywords="Housing policy, GIS")
    assert (told.level, told.function) == (4, "public")
    assert {"gis", "data/geography", "urban"} <= set(told.keywords)


def test_an_unknown_craft_is_compared_by_its_own_words() -> None:
    wanted = target("Glassblower")
    assert rank(candidate_of("Master glassblower"), wanted, "research").factors.knowledge == 1.0


def test_every_factor_is_explained_with_its_value_and_source() -> None:
    person = candidate_of("Head of Data", tie="weak")
    reasons = {reason.factor: reason for reason in explain(person, DATA_ANALYST)}
    assert list(reasons) == ["knowledge", "power", "personnel", "reach"]
    assert reasons["power"].sentence == "Head of Data: 3 levels above the job you want, in the span that hires for it."
    assert reasons["reach"].source == "Rajkumar et al. 2022"
    assert [reason.value for reason in reasons.values()] == [1.0, 1.0, 1.0, 0.9]


def test_personnel_and_one_level_are_put_in_plain_words() -> None:
    sentences = [reason.sentence for reason in explain(candidate_of("HR Manager"), target("Nurse", 4))]
    assert "HR: they fill jobs, they don't do them." in sentences
    assert any("1 level above the job you want" in sentence for sentence in sentences)


def test_an_assistant_shows_whose_door_it_is() -> None:
    person = candidate_of("Assistant to the VP Data")
    assert door(person) == "door to VP Data"
    assert "door to VP Data" in explain(person, DATA_ANALYST)[0].sentence
    assert door(candidate_of("VP Data")) is None


FUNCTIONS = st.sampled_from(["data", "engineering", "people", "general management", "planning"])
CANDIDATES = st.builds(
    Candidate,
    title=st.none() | st.text(max_size=20),
    level=st.none() | st.integers(0, 9),
    personnel=st.booleans(),
    advisory=st.booleans(),
    former=st.booleans(),
    owner=st.booleans(),
    independent=st.booleans(),
    assistant_to=st.none() | st.just("the {boss}"),
    functions=st.lists(FUNCTIONS, max_size=3).map(tuple),
    words=st.frozensets(st.sampled_from(["data", "data/analytics", "urban"])),
    organisation_size=st.sampled_from([None, "small", "medium", "large", "huge"]),
    tie=st.sampled_from([None, "introduced", "weak", "close", "shared", "cold", "odd"]),
    knowledge=st.none() | st.floats(0, 1),
)
WANTED = st.builds(
    Wanted,
    level=st.integers(0, 9),
    function=st.none() | FUNCTIONS,
    keywords=st.lists(st.sampled_from(["data", "urban"])).map(tuple),
    personnel=st.booleans(),
)


@given(CANDIDATES, WANTED, st.sampled_from(["crystal", "research"]))
def test_a_score_lies_between_0_and_100_and_its_factors_are_those_explained(
    person: Candidate, wanted: Wanted, lens: Lens
) -> None:
    score = rank(person, wanted, lens)
    assert 0 <= score.value <= 100
    factors = score.factors
    values = [factors.knowledge, factors.power, factors.personnel, factors.reach]
    assert values == [reason.value for reason in explain(person, wanted)]


@given(CANDIDATES, WANTED)
def test_an_introduction_never_ranks_below_any_other_tie(person: Candidate, wanted: Wanted) -> None:
    fields = {name: getattr(person, name) for name in person.__struct_fields__}
    introduced = Candidate(**{**fields, "tie": "introduced"})
    assert rank(introduced, wanted, "crystal").value >= rank(person, wanted, "crystal").value
