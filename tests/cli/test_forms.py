"""The machine-readable forms: one JSON document on stdout with exactly these fields and types, all talk on stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.command import Ran, coffeechat, here
from coffeechat.store import people, targets
from coffeechat.store.store import Store
from sample_people import Sample, write_connections

IMPORT = {
    "run": str,
    "new": int,
    "updated": int,
    "same": int,
    "likely": int,
    "review": int,
    "skipped": list,
    "warnings": list,
}
PERSON = {
    "id": str,
    "name": str,
    "title": str,
    "organisation": str,
    "level": int,
    "personnel": bool,
    "emails": list,
    "phones": list,
    "urls": list,
    "score": float,
    "factors": dict,
}
TITLE = {
    "text": str,
    "level": int,
    "personnel": bool,
    "advisory": bool,
    "former": bool,
    "assistant_to": str,
}


def types(document: dict[str, Any]) -> dict[str, type]:
    return {name: type(value) for name, value in document.items()}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Two people, one row of commas, and a date nobody can read."""
    rows = [
        Sample(
            "Ada", "Lindqvist", "Urban Planner", "Stadtwerk", "ada@x.example", "https://linkedin.com/in/ada", "5 Nov"
        ),
        Sample("Zoë", "Müller", "Technical Recruiter", "", "", "https://linkedin.com/in/zoe", "05 Nov 2023"),
        Sample("", "", "", "", "", "", ""),
    ]
    return write_connections(tmp_path / "Connections.csv", iter(rows))


@pytest.fixture
def ranked(path: Path) -> Path:
    """A planner and somebody of whom nothing is known but the name, with a target."""
    with Store(path) as store:
        ada = people.add(
            store,
            "Ada Lindqvist",
            title="Senior Urban Planner",
            organisation="Stadtwerk",
            email="ada@x.example",
            phone="+49 40 1234567",
        )
        known = people.detail(store.connection, ada)
        assert known
        people.set_contacts(store, known, "linkedin", ["https://linkedin.com/in/ada"])
        people.set_contacts(store, known, "url", ["https://ada.example"])
        people.add(store, "Bo")
        targets.add(store, name="Urban planner", level=2)
        targets.add(store, name="Recruiter", level=3)
        targets.choose(store, targets.all_targets(store.connection)[1])
    return path


def test_an_import_reports_its_counts_and_the_rows_it_left_out(export: Path, path: Path) -> None:
    said = coffeechat("import", export, "--json", db=path)
    document = said.document
    assert types(document) == IMPORT and list(document) == list(IMPORT)
    assert said.out.count("\n") == 1
    assert bytes.fromhex(document["run"])
    (skipped,) = document["skipped"]
    assert types(skipped) == {"line": int, "reason": str} and skipped["line"] == 7
    (warning,) = document["warnings"]
    assert "line 5 (5 Nov)" in warning


def test_a_dry_run_and_a_file_without_news_have_no_run(export: Path, path: Path) -> None:
    assert here("import", export, "--dry-run", "--json", db=path).document["run"] is None
    here("import", export, db=path)
    again = here("import", export, "--json", db=path).document
    assert (again["run"], again["new"], again["same"]) == (None, 0, 2)
    assert types(again) == IMPORT | {"run": type(None)}


def test_several_files_are_reported_as_a_list_in_their_order(export: Path, path: Path, tmp_path: Path) -> None:
    card = tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Bo Chen\nEND:VCARD\n")
    first, second = here("import", export, card, "--json", db=path).document
    assert (first["new"], second["new"]) == (2, 1)
    assert types(first) == types(second) == IMPORT


def test_talk_of_an_import_stays_off_stdout(export: Path, path: Path) -> None:
    said = coffeechat("import", export, db=path)
    assert said.out.splitlines() == [
        "Connections.csv, read as linkedin",
        "       2 new",
        "       0 updated",
        "       0 the same as before",
    ]
    assert "line 7 left out" in said.err and "coffeechat undo-import" in said.err


def test_people_come_with_all_fields_the_best_first(ranked: Path) -> None:
    said = coffeechat("people", "--json", db=ranked)
    ada, bo = said.document
    assert types(ada) == PERSON and list(ada) == list(PERSON)
    assert said.out.count("\n") == 1
    assert len(bytes.fromhex(ada["id"])) == 16
    assert types(ada["factors"]) == {"knowledge": float, "power": float, "personnel": float, "reach": float}
    assert 0 <= bo["score"] <= ada["score"] <= 100
    assert (ada["emails"], ada["phones"]) == (["ada@x.example"], ["+49 40 1234567"])
    assert ada["urls"] == ["https://linkedin.com/in/ada", "https://ada.example"]
    assert (bo["title"], bo["organisation"], bo["level"]) == (None, None, None)
    assert (bo["personnel"], bo["emails"], bo["phones"], bo["urls"]) == (False, [], [], [])


def test_without_a_target_people_come_by_name_without_a_score(path: Path) -> None:
    with Store(path) as store:
        for name in ("Zoë", "Ada"):
            people.add(store, name)
    document = here("people", "--json", db=path).document
    assert [(one["name"], one["score"], one["factors"]) for one in document] == [
        ("Ada", None, None),
        ("Zoë", None, None),
    ]


def test_nobody_is_an_empty_list(path: Path) -> None:
    assert here("people", "--json", db=path).out == "[]\n"
    assert here("people", "nobody", "--json", db=path).out == "[]\n"


def test_a_query_a_limit_a_target_and_a_lens_narrow_and_order_the_list(ranked: Path) -> None:
    assert [one["name"] for one in here("people", "at:stadtwerk", "--json", db=ranked).document] == ["Ada Lindqvist"]
    assert len(here("people", "--limit", "1", "--json", db=ranked).document) == 1
    crystal = here("people", "ada", "--json", db=ranked).document[0]
    research = here("people", "ada", "--lens", "research", "--json", db=ranked).document[0]
    other = here("people", "ada", "--target", "rec", "--json", db=ranked).document[0]
    assert len({crystal["score"], research["score"]}) == len({crystal["score"], other["score"]}) == 2
    assert research["factors"] == crystal["factors"] != other["factors"]


def test_for_another_target_the_score_is_the_one_it_has_when_chosen(ranked: Path) -> None:
    asked = here("people", "--target", "recruiter", "--json", db=ranked).document
    with Store(ranked) as store:
        targets.choose(store, targets.all_targets(store.connection)[0])
    assert here("people", "--json", db=ranked).document == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Head of Talent Acquisition", {"level": 6, "personnel": True, "assistant_to": None}),
        ("Executive Assistant to the VP Data", {"personnel": False, "assistant_to": "VP Data"}),
        ("Former Board Advisor", {"advisory": True, "former": True}),
        ("…", {"level": None, "personnel": False, "advisory": False, "former": False}),
    ],
)
def test_a_title_is_read_into_these_fields(text: str, expected: dict[str, object]) -> None:
    (document,) = here("title", text, "--json").document
    assert list(document) == list(TITLE) and document["text"] == text
    assert {name: document[name] for name in expected} == expected
    assert all(type(value) in (TITLE[name], type(None)) for name, value in document.items())


def test_several_titles_are_a_list_in_their_order() -> None:
    said = coffeechat("title", "CEO", "Praktikantin", "Leiter Einkauf", "--json")
    assert [one["text"] for one in said.document] == ["CEO", "Praktikantin", "Leiter Einkauf"]
    assert said.err == ""


@pytest.mark.parametrize("arguments", [("people", "--json"), ("export", "-"), ("title", "CEO", "--json")])
def test_stdout_holds_nothing_but_the_document_and_letters_are_utf8(ranked: Path, arguments: tuple[str, ...]) -> None:
    with Store(ranked) as store:
        people.add(store, "Žofie 李 🚀")
    database = () if arguments[0] == "title" else ("--db", ranked)
    said = coffeechat(*arguments, *database, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert said.code == 0
    assert json.loads(said.out) is not None
    assert "\\u" not in said.out


def test_half_a_character_from_a_shell_is_no_reason_to_break(ranked: Path) -> None:
    said: list[Ran] = [
        coffeechat("title", "Planner \udcff", "--json"),
        coffeechat("people", "ada \udcff", "--json", db=ranked),
        coffeechat("people", "\udcff", db=ranked),
    ]
    assert [one.code for one in said] == [0, 0, 0]
    assert said[0].document[0]["level"] == 2
