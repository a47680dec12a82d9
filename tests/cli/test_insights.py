"""`insights`: what was learned, for people and for programs, without what was told in confidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.command import here
from coffeechat.store import insights
from coffeechat.store.store import Store
from what_was_said import CLAIM, SENTENCES, TOPIC, add_seven, sort_seven


@pytest.fixture
def file(path: Path) -> Path:
    with Store(path) as store:
        ids = add_seven(store)
        sort_seven(store, ids)
        insights.from_answer(store, ids[SENTENCES[6]], claim="They throw letters away unread")
    return path


def test_claims_stand_below_their_topic_with_their_numbers(file: Path) -> None:
    ran = here("insights", db=file)
    assert ran.out == f"{TOPIC}: 7 people\n  {CLAIM}: 5 : 2, chains 3 : 2, contested\n"


def test_what_was_told_off_the_record_counts_and_is_not_written_out(file: Path) -> None:
    (topic,) = here("insights", "--json", db=file).document
    assert (topic["topic"], topic["people"], topic["talks"], topic["saturated"]) == (TOPIC, 7, 7, False)
    (claim,) = topic["claims"]
    assert (claim["for"], claim["against"], claim["chains_for"], claim["chains_against"]) == (5, 2, 3, 2)
    assert [said["text"] for said in claim["said"]] == list(SENTENCES[:6])
    assert claim["said"][0] == {
        "stance": "supports",
        "text": SENTENCES[0],
        "by": "Ken Ito",
        "on": claim["said"][0]["on"],
        "quote": True,
    }


def test_with_nothing_learned_it_says_what_to_do(path: Path) -> None:
    ran = here("insights", db=path)
    assert ran.out == "" and "answers noted in a talk are sorted into claims" in ran.err
