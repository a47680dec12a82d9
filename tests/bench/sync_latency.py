"""From the commit on one machine until the other one's screen shows it, both with the app open in a terminal."""

from __future__ import annotations

import time
from pathlib import Path

from bench.figures import Figure, Target, medians
from coffeechat.store import people
from e2e.terminal import Terminal
from relay import RelayProcess
from sync.machines import Machine

PAUSE_SECONDS = 0.4
"""Longer than an edit waits for the next one, so that each is one of somebody who types now and then."""


def figure(folder: Path, rounds: int) -> Figure:
    runs = []
    folder.mkdir()
    with RelayProcess(folder / "relay") as relay:
        here, there = Machine(folder / "here"), Machine(folder / "there")
        there.join(here.set_up(relay.url))
        here.sync()
        homes = [{"XDG_STATE_HOME": str(machine.folder / "state")} for machine in (here, there)]
        with (
            Terminal("--db", here.path, size=(120, 40), environment=homes[0]) as one,
            Terminal("--db", there.path, size=(120, 40), environment=homes[1]) as other,
        ):
            one.until("⇅ synced")
            other.until("⇅ synced")
            other.type("2")  # people
            for number in range(rounds):
                time.sleep(PAUSE_SECONDS)
                people.add(here.store, f"Seen{number}x")
                begun = time.perf_counter()
                other.until(f"Seen{number}x")
                runs.append(1000 * (time.perf_counter() - begun))
        here.close()
        there.close()
    return medians("an edit here until it is on the screen there", "ms", runs, target=Target(100, of="value"))
