"""What the relay says when it refuses."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Code = Literal[
    "malformed",  # 400 the request is not of the shape described here
    "unauthorised",  # 401 no signature by a device or key that is known here; the relay says no more about why
    "clock",  # 401 signed too long ago or too far ahead: correct by Relay-Time and sign again
    "replayed",  # 401 this very request was answered already
    "revoked",  # 403 this device has been shut out of the vault
    "invite",  # 403 a new vault needs an invite that is unused and not too old
    "not_found",  # 404 no such path
    "method",  # 405 not on this path
    "slow",  # 408 the body came too slowly
    "conflict",  # 409 the vault has moved on: pull (or ask for devices) and try again
    "start_over",  # 409 this pull can't be continued: begin a new one
    "parts_missing",  # 409 the upload is not complete: send its parts again
    "rotated",  # 409 sealed under another epoch than the vault's: fetch envelopes, seal anew
    "pending",  # 409 the last checkpoint of this device still waits for another's verdict: offer the next one later
    "taken",  # 409 the id or key stands for something else already
    "too_many",  # 409 no more devices or histories fit into one vault
    "length_required",  # 411 a body needs a Content-Length
    "too_large",  # 413 above BODY_LIMIT
    "slow_down",  # 429 too many requests: wait the seconds in Retry-After
    "fault",  # 500 the relay's own mistake; it is in its log
    "busy",  # 503 too many connections, or stopping: try again later
    "quota",  # 507 the vault is full: offer a checkpoint, or ask whoever runs the relay
    "disk_full",  # 507 the relay's disk is full; reading still works
]


class Error(Struct, frozen=True):
    """The body of every answer from 400 on: a map, `{"code", "message"}`. Go by the code; the message is for people."""

    code: str
    message: str
