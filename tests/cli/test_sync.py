"""`sync` on the command line: what each command says and its exit code, with a real relay and two files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command import here
from coffeechat.store import people
from coffeechat.store.store import Store
from relay import RelayProcess


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RelayProcess]:
    with RelayProcess(tmp_path / "relay") as running:
        yield running


@pytest.fixture
def desktop(tmp_path: Path) -> Path:
    path = tmp_path / "desktop.db"
    with Store(path) as store:
        people.add(store, "Ada Lindqvist")
    return path


def line_of(out: str) -> str:
    return out.split("'")[1]


def test_the_three_lines_of_the_readme_bring_everybody_to_the_second_file(
    relay: RelayProcess, desktop: Path, tmp_path: Path
) -> None:
    made = here("sync", "setup", relay.url, db=desktop)
    assert made.code == 0
    laptop = tmp_path / "laptop.db"
    assert here("sync", "join", line_of(made.out), db=laptop).code == 0
    assert "Ada Lindqvist" in here("people", db=laptop).out
    assert here("sync", "status", "--json", db=laptop).document["state"] == "synced"


def test_now_is_0_only_when_nothing_is_left(relay: RelayProcess, desktop: Path) -> None:
    here("sync", "setup", relay.url, db=desktop)
    assert here("sync", "now", db=desktop).code == 0
    relay.kill()
    here("note", "Ada", "met at the library", db=desktop)
    away = here("sync", "now", db=desktop)
    assert away.code == 1
    assert "can't be reached (connection refused). Everything is kept here" in away.err
    assert here("sync", "status", "--json", db=desktop).document["waiting"] == 1
    relay.start()
    assert here("sync", "now", db=desktop).code == 0


def test_the_doctor_says_where_the_keys_of_sync_are_and_which_are_those_of_the_keyboard(
    relay: RelayProcess, desktop: Path
) -> None:
    before = here("doctor", db=desktop).err
    assert re.search(r"^key bindings  .*keys\.toml$", before, re.MULTILINE)
    assert "sync's keys   none: this file does not sync" in before
    here("sync", "setup", relay.url, db=desktop)
    said = re.search(r"^sync's keys   (.*)$", here("doctor", db=desktop).err, re.MULTILINE)
    assert said and Path(said[1]).stat().st_mode & 0o777 == 0o600
    Path(said[1]).unlink()
    assert "sync's keys   not on this machine" in here("doctor", db=desktop).err


def test_a_machine_does_not_shut_itself_out(relay: RelayProcess, desktop: Path) -> None:
    here("sync", "setup", relay.url, db=desktop)
    own = here("sync", "status", "--json", db=desktop).document["devices"][0]["id"]
    refused = here("sync", "revoke", own[:8], db=desktop)
    assert refused.code == 1
    assert "can't shut itself out" in refused.err
    assert here("sync", "now", db=desktop).code == 0


def test_machines_that_are_called_alike_are_told_apart_and_shut_out_by_what_is_shown(
    relay: RelayProcess, desktop: Path, tmp_path: Path
) -> None:
    made = here("sync", "setup", relay.url, db=desktop)
    laptop, tablet = tmp_path / "laptop.db", tmp_path / "tablet.db"
    for path in (laptop, tablet):
        here("sync", "join", line_of(made.out), db=path)
    devices = here("sync", "status", "--json", db=tablet).document["devices"]
    assert len({one["name"] for one in devices}) == 3
    assert re.search(r"\d\.\d of 256 MB used", here("sync", "status", db=tablet).out)
    shut_out = here("sync", "revoke", devices[1]["name"], db=tablet)
    assert shut_out.code == 0
    refused = here("sync", "now", db=laptop)
    assert refused.code == 1
    assert "shut out" in refused.err
    again = here("sync", "revoke", devices[1]["name"], db=tablet)
    assert (again.code, line_of(again.out)) == (0, line_of(shut_out.out))
    assert "was shut out before" in again.err
    unclear = here("sync", "revoke", devices[0]["name"].split()[0], db=desktop)
    assert unclear.code == 1, "two that are in the vault begin so"


def test_the_line_is_that_of_the_newest_keys_also_on_a_machine_that_has_not_synced_since(
    relay: RelayProcess, desktop: Path, tmp_path: Path
) -> None:
    made = here("sync", "setup", relay.url, db=desktop)
    for name in ("laptop.db", "tablet.db"):
        here("sync", "join", line_of(made.out), db=tmp_path / name)
    devices = here("sync", "status", "--json", db=desktop).document["devices"]
    here("sync", "revoke", devices[2]["id"], db=tmp_path / "laptop.db")
    shown = here("sync", "link", db=desktop)
    assert line_of(shown.out) != line_of(made.out)
    assert here("sync", "join", line_of(shown.out), db=tmp_path / "new.db").code == 0
    relay.kill()
    offline = here("sync", "link", db=desktop)
    assert line_of(offline.out) == line_of(shown.out)
    assert "If a machine was shut out since the last sync" in offline.err


@pytest.mark.parametrize("url", ["ftp://relay.example.org", "relay.example.org", "https://"])
def test_what_is_no_address_is_called_so(url: str, desktop: Path) -> None:
    refused = here("sync", "setup", url, db=desktop)
    assert refused.code == 1
    assert "is not a relay's address, which looks like https://relay.example.org" in refused.err
