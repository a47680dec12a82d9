"""Becomes another program under bounds: so many bytes a file may have, or permissions that count for root too."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

CAPBSET_DROP = 24  # of prctl
ABOVE_PERMISSIONS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def obey_permissions() -> None:
    """Root may write anywhere, so without this a test run as root would find no folder closed to it."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in ABOVE_PERMISSIONS:
            if libc.prctl(CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), f"capability {capability} can't be dropped")


if __name__ == "__main__":
    bound, *program = sys.argv[1:]
    if bound == "permissions":
        obey_permissions()
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(bound), int(bound)))
    os.execv(program[0], program)
