"""The importer over whole files: what it takes, what it tells, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pluggy
import pytest

import coffeechat_vcard
from coffeechat.api import ImporterError, Options, PersonRecord, Progress, Record, Skipped, Source, Warned
from coffeechat_vcard import VCardExporter, VCardImporter

Import = Callable[..., list[Record]]

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maya Okonjo\r\nEND:VCARD\r\n"


def told(records: list[Record]) -> list[str]:
    return [item.message for item in records if isinstance(item, Warned)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("begin", ["BEGIN:VCARD", "begin:vcard", "\r\nBegin:vCard"])
def test_it_is_sure_when_a_card_begins_in_the_head(encoding: str, begin: str) -> None:
    assert VCardImporter().sniff(Source(Path("people.txt"), f"{begin}\r\nFN:Maya".encode(encoding))) == 1.0


def test_a_suffix_alone_is_a_hint() -> None:
    importer = VCardImporter()
    assert importer.sniff(Source(Path("empty.VCF"))) == 0.3
    assert importer.sniff(Source(Path("people.vcard"), b"First Name,Last Name")) == 0.3
    assert importer.sniff(Source(Path("people.csv"), b"First Name,Last Name")) == 0.0


def test_a_folder_is_nothing_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "people.vcf"
    folder.mkdir()
    assert VCardImporter().sniff(Source(folder)) == 0.0


def test_people_come_with_their_lines(import_file: Import) -> None:
    people = [item for item in import_file(CARD * 3) if isinstance(item, PersonRecord)]
    assert [item.line for item in people] == [1, 5, 9]


def test_an_empty_file_is_refused(import_file: Import) -> None:
    with pytest.raises(ImporterError, match=r"^contacts\.vcf is empty\. Export the contacts once more"):
        import_file("")


def test_a_file_without_a_card_is_refused(import_file: Import) -> None:
    with pytest.raises(ImporterError, match=r"no BEGIN:VCARD is in it\. Choose the \.vcf file"):
        import_file("First Name,Last Name\nMaya,Okonjo\n")


def test_a_file_without_a_card_in_the_encoding_asked_for_says_so(import_file: Import) -> None:
    with pytest.raises(ImporterError, match="It was read as utf-16, as asked for: try it without an encoding"):
        import_file(CARD, encoding="utf-16")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "idna", "punycode", "unicode_escape", "a\0b"])
def test_an_encoding_that_isn_t_one_is_refused(import_file: Import, encoding: str) -> None:
    with pytest.raises(ImporterError, match="No encoding is called"):
        import_file(CARD, encoding=encoding)


def test_a_file_that_isn_t_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImporterError, match=r"gone\.vcf can't be read"):
        list(VCardImporter().parse(Source(tmp_path / "gone.vcf"), Options()))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImporterError, match="can't be read"):
        list(VCardImporter().parse(Source(tmp_path), Options()))


def test_an_encoding_that_was_asked_for_is_used(import_file: Import) -> None:
    content = "BEGIN:VCARD\nFN:Łucja\nEND:VCARD\n".encode("cp1250")
    (found,) = (item for item in import_file(content, encoding="cp1250") if isinstance(item, PersonRecord))
    assert found.display == "Łucja"


def test_a_card_that_breaks_off_is_told_and_kept(import_file: Import) -> None:
    records = import_file(CARD + "BEGIN:VCARD\r\nFN:Ken")
    assert told(records) == ["Line 5: the card has no END:VCARD; what it holds was kept."]
    assert [item.display for item in records if isinstance(item, PersonRecord)] == ["Maya Okonjo", "Ken"]


def test_damaged_letters_are_told(import_file: Import) -> None:
    (message,) = told(import_file("BEGIN:VCARD\nFN:JÃ¼rgen\nEND:VCARD\n"))
    assert message.startswith("Line 2: some letters were already damaged")


def test_a_photo_left_out_is_told(import_file: Import) -> None:
    records = import_file("BEGIN:VCARD\nFN:Maya\nPHOTO;ENCODING=b:" + "A" * 100_001 + "\nEND:VCARD\n")
    assert told(records) == ["Line 1: a picture, sound or key of more than 100 kB was left out; the person was not."]


def test_the_same_trouble_is_told_five_times_and_then_counted(import_file: Import) -> None:
    messages = told(import_file("BEGIN:VCARD\nFN:Maya\n" * 1_205))
    assert len(messages) == 6
    assert messages[0].startswith("Line 1: ")
    assert messages[-1] == "Another 1,200 times: the card has no END:VCARD; what it holds was kept."


def test_progress_comes_at_least_every_256_cards_and_ends_at_the_end(import_file: Import) -> None:
    records = import_file(CARD * 3_000)
    since, longest = 0, 0
    for item in records:
        since = 0 if isinstance(item, Progress) else since + 1
        longest = max(longest, since)
    assert longest <= 256
    steps = [item for item in records if isinstance(item, Progress)]
    assert steps == sorted(steps, key=lambda step: step.done)
    assert steps[-1] == Progress(len(CARD) * 3_000, len(CARD) * 3_000)


def test_progress_comes_at_least_every_megabyte_of_one_card(import_file: Import) -> None:
    records = import_file("BEGIN:VCARD\nFN:Maya\nNOTE:" + "a" * 3_000_000 + "\nEND:VCARD\n")
    done = [0, *(item.done for item in records if isinstance(item, Progress))]
    assert max(after - before for before, after in pairwise(done)) <= 1_000_000


def test_people_come_before_the_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "many.vcf"
    path.write_bytes(CARD.encode() * 20_000)
    records = VCardImporter().parse(Source(path), Options())
    assert isinstance(next(records), PersonRecord)


def test_skipped_cards_don_t_make_a_file_one_without_cards(import_file: Import) -> None:
    records = import_file("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    assert [item for item in records if not isinstance(item, Progress)] == [Skipped(1, "the card is empty")]


def test_the_plugin_offers_one_importer_and_one_exporter() -> None:
    manager = pluggy.PluginManager("coffeechat")
    manager.register(coffeechat_vcard)
    ((importer,),) = manager.hook.coffeechat_importers()
    ((exporter,),) = manager.hook.coffeechat_exporters()
    assert isinstance(importer, VCardImporter)
    assert isinstance(exporter, VCardExporter)
    assert (importer.name, exporter.name) == ("vcard", "vcf")


def test_the_plugin_loads_neither_screens_nor_database() -> None:
    program = "import sys, coffeechat_vcard; print(*{'textual', 'apsw', 'sqlite3', 'click'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == ""
