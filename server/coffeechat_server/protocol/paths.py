"""Where to ask."""

from __future__ import annotations

MAJOR = 1
"""In every path. A relay that does not speak it answers 404 `not_found`."""

ABOUT = f"/v{MAJOR}/relay"
VAULTS = f"/v{MAJOR}/vaults"


def vault_path(vault: bytes, rest: str = "") -> str:
    """`rest` is one of: devices, envelopes, push, pull, checkpoint, verdict, audit, events, changes."""
    return f"{VAULTS}/{vault.hex()}/{rest}" if rest else f"{VAULTS}/{vault.hex()}"


def revoke_path(vault: bytes, device: bytes) -> str:
    return vault_path(vault, f"devices/{device.hex()}/revoke")


def part_path(vault: bytes, upload: bytes, number: int) -> str:
    """POST the part's sealed bytes, as they are, as the body (Accepted). Sent again it replaces itself.

    Parts count towards the quota; an upload that nothing names within a day, or before eight more are begun in the
    vault, is dropped.
    """
    return vault_path(vault, f"uploads/{upload.hex()}/{number}")
