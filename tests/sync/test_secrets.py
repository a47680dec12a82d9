"""What opens a vault is in the file for keys, which is its owner's only, and nowhere else on a machine or a relay."""

from __future__ import annotations

import base64
import os
import subprocess
from pathlib import Path

from cli.command import COFFEECHAT, coffeechat
from coffeechat.store import people
from coffeechat.store.store import Store
from coffeechat.sync import recovery
from relay import RelayProcess, wait_until

EXPORTS = ("json", "csv", "vcf", "md")


def forms(line: str) -> list[bytes]:
    """A secret, however somebody may have written it."""
    secret = recovery.read_line(line).secret
    plain = base64.b64encode(secret)[:-2]
    words = recovery.words(secret).split()
    return [
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        plain,
        plain.translate(bytes.maketrans(b"+/", b"-_")),
        " ".join(words[:3]).encode(),
        repr(secret)[2:-1].encode(),
    ]


def test_secrets_are_in_the_file_for_keys_only(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    homes = [{"XDG_STATE_HOME": str(place / f"state {number}")} for number in range(3)]
    files = [place / f"people {number}.db" for number in range(3)]
    with Store(files[0]) as store:
        people.add(store, "Ada")
    relay = RelayProcess(place / "relay", "--open", "--rate", "0", "--replica", place / "copy")
    with relay:
        lines = [coffeechat("sync", "setup", relay.url, db=files[0], **homes[0]).out.split("'")[1]]
        for file, home in zip(files[1:], homes[1:], strict=True):
            assert coffeechat("sync", "join", lines[0], db=file, **home).code == 0
        devices = coffeechat("sync", "status", "--json", db=files[0], **homes[0]).document["devices"]
        revoked = coffeechat("sync", "revoke", devices[2]["id"], db=files[0], **homes[0])
        lines.append(revoked.out.split("'")[1])
        assert lines[0] != lines[1]
        watching, processes = watch(files[1], homes[1], place / "said"), [relay.pid, relay.litestream_pid()]
        try:
            wait_until(lambda: "synced" in (place / "said").read_text(), "it syncs")
            coffeechat("backup", place / "backup.db", db=files[0], **homes[0])
            for kind in EXPORTS:
                coffeechat("export", place / f"people.{kind}", "--format", kind, db=files[0], **homes[0])
            seen = b"".join(commanded(process) for process in [watching.pid, *filter(None, processes)])
        finally:
            watching.kill()
            watching.wait()
        found = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    keys = {path for path in found if path.parent.name == "vaults"}
    assert len(keys) == 3 and all(path.stat().st_mode & 0o777 == 0o600 for path in keys)
    assert len(found) > 20
    for line in lines:
        secrets = forms(line)
        assert any(secret in found[path] for path in keys for secret in secrets), "these forms are what is looked for"
        told = {path.name for path, text in found.items() if path not in keys for secret in secrets if secret in text}
        assert not told
        assert not any(secret in seen for secret in secrets)


def watch(file: Path, home: dict[str, str], said: Path) -> subprocess.Popen[bytes]:
    with said.open("wb") as log:
        return subprocess.Popen([COFFEECHAT, "sync", "watch", "--db", file], env={**os.environ, **home}, stderr=log)


def commanded(process: int) -> bytes:
    """A process's command line and environment, where the system shows them."""
    shown = Path("/proc") / str(process)
    return b"".join((shown / name).read_bytes() for name in ("cmdline", "environ")) if shown.exists() else b""
