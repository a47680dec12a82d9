"""The relay in forty lines: what the real one must do, without pages, parts, disks and time."""

from __future__ import annotations

from coffeechat_server.protocol import START, Boundary, Covers, Heads

Stored = tuple[Covers, bytes]


class ModelRelay:
    """Chains of boundaries and opaque batches, nothing else."""

    def __init__(self) -> None:
        self.chains: dict[bytes, list[Boundary]] = {}
        self.batches: list[Stored] = []
        self.replaced: list[Stored] = []

    def head(self, device: bytes) -> Boundary:
        return self.chains.get(device, [START])[-1]

    @property
    def heads(self) -> Heads:
        return {device: chain[-1] for device, chain in self.chains.items()}

    def push(self, covers: Covers, sealed: bytes) -> str:
        if all(self.head(device) == to for device, (_, to) in covers.items()):
            return "accepted"
        if any(self.head(device) != start for device, (start, _) in covers.items()):
            return "conflict"
        for device, (_, to) in covers.items():
            self.chains.setdefault(device, [START]).append(to)
        self.batches.append((covers, sealed))
        return "accepted"

    def pull(self, known: dict[bytes, list[Boundary]]) -> tuple[list[bytes], dict[bytes, list[Boundary]]]:
        """The batches that are new, and each history after the newest known boundary that is in it."""
        anchors = {
            device: next((boundary for boundary in known.get(device, []) if boundary in chain), START)
            for device, chain in self.chains.items()
        }
        wanted = [
            sealed
            for covers, sealed in self.batches
            if any(to.seq > anchors[device].seq for device, (_, to) in covers.items())
        ]
        return wanted, {device: chain[chain.index(anchors[device]) :] for device, chain in self.chains.items()}

    def checkpoint(self, heads: Heads, sealed: bytes) -> str:
        if not heads or heads != self.heads:
            return "conflict"
        self.replaced = self.batches
        self.batches = [({device: (START, head) for device, head in heads.items()}, sealed)]
        return "accepted"

    def disagree(self) -> None:
        """What the last checkpoint replaced counts again, beside it."""
        self.batches, self.replaced = self.replaced + self.batches, []
