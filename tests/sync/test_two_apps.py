"""Two machines with the app open, a real relay with a copy by Litestream, and somebody who listens to the network."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from cli.command import COFFEECHAT
from coffeechat.records import Person, Touch
from coffeechat.store import clock, people, tables
from coffeechat.store.store import Store
from e2e.terminal import Terminal
from relay import RelayProcess
from sync.wire import Wire

MARKERS = [f"Marker{name}{number}" for number, name in enumerate("Acorn Birch Cedar Dogwood Elder".split() * 4)]


class Desk:
    """A machine as its user has it: the installed command, a home of its own, an editor."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.path = folder / "people.db"
        self.editor = folder / "editor"
        home = {name: str(folder) for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        self.environment = {**home, "EDITOR": str(self.editor), "VISUAL": str(self.editor)}

    def run(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [COFFEECHAT, *arguments, "--db", self.path],
            env={**os.environ, **self.environment},
            input=said,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def app(self) -> Terminal:
        return Terminal("--db", self.path, size=(120, 40), environment=self.environment)

    def will_write(self, old: str, new: str) -> None:
        """What the editor does the next time it is opened."""
        self.editor.write_text(f"#!/bin/sh\nsed -i 's/{old}/{new}/' \"$1\"\n")
        self.editor.chmod(0o755)

    def person(self, name: str) -> Person | None:
        with Store(self.path) as store:
            found = tables.select(store.connection, Person, "display = ?", (name,))
            return found[0] if found else None

    def thanks(self) -> list[Touch]:
        with Store(self.path) as store:
            return tables.select(store.connection, Touch, "kind = 'thanks'")


def set_up(laptop: Desk, desktop: Desk, url: str) -> dict[str, str]:
    done = laptop.run("sync", "setup", url, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, str] = json.loads(done.stdout)
    assert document.keys() == {"vault", "code", "words"}
    joined = desktop.run("sync", "join", document["code"])
    assert joined.returncode == 0, joined.stderr
    return document


def test_two_machines_without_a_network_write_at_one_note_and_lose_nothing(tmp_path: Path) -> None:
    laptop, desktop = Desk(tmp_path / "laptop"), Desk(tmp_path / "desktop")
    copy = tmp_path / "copy"
    with (
        RelayProcess(tmp_path / "relay", "--open", "--rate", "0", "--replica", copy) as relay,
        Wire(relay.port) as wire,
    ):
        with Store(laptop.path) as store:
            ada = people.add(store, "Ada Lindqvist")
            for marker in MARKERS:
                people.add(store, marker, title=f"{marker} at work", organisation=f"{marker} Ltd")
            with store.change("notes"):
                store.update(Person, ada, about="line one\nline two\nline three")
        set_up(laptop, desktop, wire.url)
        with laptop.app() as one, desktop.app() as other:
            one.until("synced")
            other.until("synced")
            relay.kill()
            for terminal in (one, other):
                terminal.type("2")
                terminal.until("by name")
                terminal.type("/Ada")
                terminal.until("1 match")
                terminal.type("\r")
            time.sleep(1)  # the list has the keys, which nothing on the screen tells
            laptop.will_write("line one", f"line one {MARKERS[0]}")
            desktop.will_write("line three", f"line three {MARKERS[1]}")
            one.type("E")
            other.type("E")
            one.until(f"line one {MARKERS[0]}")
            other.until(f"line three {MARKERS[1]}")
            with Store(laptop.path) as store, store.change("thank Ada") as change:
                thanks = Touch(id=clock.new_id(), created_at=change.at, person_id=ada, direction="out", kind="thanks")
                store.insert(change, thanks)
            one.until("⇅ offline since")
            relay.start()
            one.until(f"line three {MARKERS[1]}")
            other.until(f"line one {MARKERS[0]}")
            one.until("⇅ synced")
            other.until("⇅ synced")
        both = f"line one {MARKERS[0]}\nline two\nline three {MARKERS[1]}"
        assert about(laptop) == about(desktop) == both
        assert len(desktop.thanks()) == len(laptop.thanks()) == 1
        for desk in (laptop, desktop):
            assert desk.run("sync", "now").returncode == 0
            assert desk.run("doctor").returncode == 0
        status = json.loads(laptop.run("sync", "status", "--json").stdout)
        assert status["state"] == "synced" and status["waiting"] == 0 and len(status["devices"]) == 2
        assert status["audit"]["agrees"]
        time.sleep(1)  # Litestream's copy follows within its interval
        assert relay.check() == ""
        everything = {
            "the wire": wire.heard,
            "the log": relay.said.encode(),
            "the database": relay.database.read_bytes(),
        }
        everything |= {str(path): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
        everything |= {path.name: path.read_bytes() for path in relay.folder.glob("relay.db*") if path.is_file()}
        assert len(everything) > 4
        for where, content in everything.items():
            assert [marker for marker in MARKERS if marker.encode() in content] == [], where


def about(desk: Desk) -> str | None:
    found = desk.person("Ada Lindqvist")
    return found.about if found else None


def test_a_change_on_one_screen_shows_on_the_other_at_once(tmp_path: Path) -> None:
    laptop, desktop = Desk(tmp_path / "laptop"), Desk(tmp_path / "desktop")
    with RelayProcess(tmp_path / "relay") as relay:
        set_up(laptop, desktop, relay.url)
        with laptop.app() as one, desktop.app() as other:
            one.until("⇅ synced")
            other.until("⇅ synced")
            other.type("2")
            with Store(laptop.path) as store:
                people.add(store, "Maya Okonjo")
            other.until("Maya Okonjo")


def test_wrong_words_at_the_prompt_are_told_of_in_a_sentence(tmp_path: Path) -> None:
    laptop, desktop = Desk(tmp_path / "laptop"), Desk(tmp_path / "desktop")
    with RelayProcess(tmp_path / "relay") as relay:
        document = json.loads(laptop.run("sync", "setup", relay.url, "--json").stdout)
        wrong = desktop.run("sync", "join", relay.url, said="not my words")
        assert wrong.returncode == 1 and "nothing was changed" in wrong.stderr
        assert json.loads(desktop.run("sync", "status", "--json").stdout)["state"] == "off"
        assert desktop.run("sync", "join", relay.url, said=document["words"]).returncode == 0
        assert desktop.run("sync", "now").returncode == 0
