"""How much memory a process holds, as Linux tells it."""

from __future__ import annotations

from pathlib import Path

from bench.figures import CannotMeasure


def proportional_megabytes(pid: int) -> float:
    """PSS: its own pages, and its share of those it shares with others."""
    return _megabytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def resident_megabytes() -> float:
    """What this process holds now."""
    return _megabytes(Path("/proc/self/status"), "VmRSS:")


def resident_megabytes_of(pid: int) -> float:
    """What another process holds now."""
    return _megabytes(Path(f"/proc/{pid}/status"), "VmRSS:")


def peak_megabytes() -> float:
    """The most this process has held at any time since it began to run this program."""
    return _megabytes(Path("/proc/self/status"), "VmHWM:")


def _megabytes(file: Path, label: str) -> float:
    try:
        lines = file.read_text().splitlines()
    except OSError as error:
        raise CannotMeasure(f"Memory is read from {file}, which only Linux has ({error.strerror}).") from error
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(label))
