"""Where a machine keeps its keys: in the system's keyring if there is one, else in a file that only the user can read.

Never in the database: that is copied, backed up and carried about.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from coffeechat.folders import state_path
from coffeechat.sync.errors import KeysUnreadable, SecretMissing

SERVICE = "coffeechat"


class Identity(Struct, frozen=True):
    """As which device a file on this machine asks the relay: an id and the seed of its signing key. It outlives the id
    of the file's history, which changes when the file was restored."""

    id: bytes
    seed: bytes


class Rotation(Struct, frozen=True, array_like=True):
    """What a change of the vault's secret was: which device was shut out, and who stayed, each with its public key."""

    shut_out: bytes
    staying: tuple[tuple[bytes, bytes], ...]


class Held(Struct, frozen=True):
    """A vault's secrets, that of each epoch, an identity for each file on this machine that syncs with it, and how each
    epoch but the first began."""

    secrets: dict[int, bytes]
    identities: dict[str, Identity] = {}
    rotations: dict[int, Rotation] = {}


def name_of(path: Path) -> str:
    """A file, as it is called among a machine's keys and marks."""
    return hashlib.blake2b(str(path.resolve()).encode(), digest_size=16).hexdigest()


def get(vault: bytes) -> Held | None:
    """Raises KeysUnreadable."""
    said = _from_file(_file(vault)) or _from_keyring(vault)
    try:
        return msgspec.json.decode(said, type=Held) if said else None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise KeysUnreadable(_file(vault), "they are damaged") from error


def required(vault: bytes) -> Held:
    """Of a vault that a file here syncs with. Raises SecretMissing, also where the keyring was locked meanwhile, and
    KeysUnreadable."""
    held = get(vault)
    if held is None:
        raise SecretMissing
    return held


def put(vault: bytes, held: Held) -> None:
    """On the disk, or in the keyring, when this returns. A file stands beside a keyring only where that was locked the
    last time: so it is what counts."""
    said = msgspec.json.encode(held)
    if _to_keyring(vault, said):
        _file(vault).unlink(missing_ok=True)
    else:
        _write_privately(_file(vault), said)


def place(vault: bytes) -> str:
    """Where they are, in words."""
    if _file(vault).exists():
        return str(_file(vault))
    return "in the system's keyring" if _from_keyring(vault) else "not on this machine, or in a keyring that is locked"


def _from_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise KeysUnreadable(path, error.strerror or str(error)) from error


def _file(vault: bytes) -> Path:
    return state_path() / "vaults" / f"{vault.hex()}.json"


def _write_privately(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _from_keyring(vault: bytes) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        said = keyring.get_password(SERVICE, vault.hex())
    except (KeyringError, RuntimeError):
        return None
    return said.encode() if said else None


def _to_keyring(vault: bytes, said: bytes) -> bool:
    """Whether there is one that took it and gives it back."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, vault.hex(), said.decode())
        return keyring.get_password(SERVICE, vault.hex()) == said.decode()
    except (KeyringError, RuntimeError):
        return False
