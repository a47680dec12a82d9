"""How sure the importer is of a source, from its first bytes or its names alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]
Sniff = Callable[[Path], float]


@pytest.mark.parametrize(
    ("header", "sureness"),
    [
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", 0.95),
        ("First Name;Last Name;Email Address;Company;Position;Connected On", 0.95),
        ("First Name,Middle Name,Last Name,E-mail Address,Company,Job Title", 0.4),
        ("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE", 0.9),
        ("From,To,Date,Subject", 0.0),
        ("First Name,Middle Name,Last Name,Phonetic First Name,E-mail 1 - Value", 0.0),
        ("First Name,Last Name,Maiden Name,Headline,Summary", 0.0),
        ("id,amount,currency", 0.0),
        ("BEGIN:VCARD", 0.0),
        ("<html>", 0.0),
    ],
)
def test_a_csv_is_known_by_its_header(write: Write, sniff: Sniff, preamble: str, header: str, sureness: float) -> None:
    assert sniff(write(f"{header}\na,b,c\n")) == sureness
    assert sniff(write(f"{preamble}{header}\na,b,c\n", "whatever.txt")) == sureness


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_head_cut_within_a_letter_is_known_all_the_same(write: Write, sniff: Sniff, encoding: str) -> None:
    for length in range(4):
        text = "First Name,Last Name,URL\n" + "x" * length + "é" * 5000
        assert sniff(write(text.encode(encoding))) == 0.95


@pytest.mark.parametrize(("name", "sureness"), [("a.csv", 0.1), ("a.ZIP", 0.1), ("a.vcf", 0.0)])
def test_an_empty_file_is_guessed_by_its_name(write: Write, sniff: Sniff, name: str, sureness: float) -> None:
    assert sniff(write("", name)) == sureness


def test_a_folder_without_connections_is_not_ours(sniff: Sniff, tmp_path: Path) -> None:
    assert sniff(tmp_path) == 0.0
