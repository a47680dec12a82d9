"""What can go wrong between a machine and its relay, each with its sentence."""

from __future__ import annotations

from pathlib import Path

from coffeechat.errors import CoffeechatError


class Refused(CoffeechatError):
    """The relay answered with an error; `code` is stable (`coffeechat_server.protocol.Code`)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"The relay says: {message} {_NEXT.get(code, _OTHERWISE)}")
        self.code = code


_OTHERWISE = "Nothing is lost here; run `coffeechat sync now` again."
_NEXT = {
    "unauthorised": "It does not know this machine or this vault. If the relay was lost or another took its place, "
    "`coffeechat sync setup` with its address puts everything there again; then `coffeechat sync join` on the others.",
    "revoked": "This machine was shut out by another of yours. What is in it stays; `coffeechat sync join` with the "
    "present words brings it back.",
    "invite": "It goes behind --invite, or on the screen Sync behind the relay's address.",
    "quota": "Everything is kept here and sent once there is room: ask whoever runs the relay for more.",
    "disk_full": "Everything is kept here and sent once there is room: tell whoever runs the relay.",
    "slow_down": "It will be asked again a little later.",
    "not_found": "Perhaps it is of another version: upgrade coffeechat here or there.",
    "taken": "Make a new vault, or join the one that is there.",
    "too_many": "Revoke devices that are no longer used, on the Sync screen or with `coffeechat sync revoke`.",
}


class Unreachable(CoffeechatError):
    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"The relay at {url} can't be reached ({why}). Everything is kept here until it answers.")


class NotAnAddress(CoffeechatError):
    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a relay's address, which looks like https://relay.example.org.")


class NotARelay(CoffeechatError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"What answers at {url} is not a coffeechat relay, perhaps a sign-in page of the network on the way. "
            "Open a browser and sign in, or check the address."
        )


HEALING = (
    "Nothing is lost here, and it is asked again later. If this goes on, the relay has lost something: run "
    "`coffeechat sync now --anew` on another of your machines, which sends all it has. If none has it any more, "
    "`coffeechat sync setup URL` with another relay here and `coffeechat sync join` on the others go on without it."
)
"""What to do where a relay can't give what it says it has."""


class Incomplete(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(f"The relay's answer lacks something that it says it has. {HEALING}")


class NotTaken(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "The relay did not take everything anew: other machines were writing just now, one of a newer version "
            "writes too, or what this one sent lately is still to be compared by another. Sync the others, and run "
            "`coffeechat sync now --anew` again, on another one that has everything, or here in a day."
        )


class PlainHttp(CoffeechatError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} is plain HTTP on another machine: whoever is on the way could see when and how much you sync. "
            "Give an https:// address, or reach it through a tunnel that begins on this machine."
        )


class NotSettled(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "Other machines kept writing while this one was syncing; everything is safe here. "
            "Run `coffeechat sync now` again."
        )


class NotSetUp(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "This file does not sync yet. On the first machine run `coffeechat sync setup URL`, on the others "
            "`coffeechat sync join` with the line it prints."
        )


class SecretMissing(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "The key of this file's vault is not on this machine (a copied file does not bring it along), or is in the "
            "system's keyring, which is locked: unlock that first. Else run `coffeechat sync link` on another of your "
            "machines, and `coffeechat sync join` with its line here."
        )


class KeysUnreadable(CoffeechatError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The keys of this file's vault, in {path}, can't be read ({why}); nothing was changed. Make that file "
            "yours to read again, or move it away and run `coffeechat sync join` here with the line that "
            "`coffeechat sync link` shows on another of your machines."
        )


class AlreadySetUp(CoffeechatError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"This file syncs with another vault already, at {url}, so nothing was changed. "
            "Use another file (--db), or `coffeechat sync link` here to bring other machines in."
        )


class WrongWords(CoffeechatError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"These words or this line open no vault ({why}), so nothing was changed. Compare them with what "
            "`coffeechat sync link` shows on a machine that syncs; revoking a machine changes them."
        )


class NoSuchDevice(CoffeechatError):
    def __init__(self, name: str) -> None:
        super().__init__(f"No device, or more than one, is called {name!r}; `coffeechat sync status` lists them.")


class OwnDevice(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "This is the machine you are at, and it can't shut itself out, so nothing was changed. "
            "Run `coffeechat sync revoke` on another one."
        )


class Forged(CoffeechatError):
    def __init__(self, device: str) -> None:
        super().__init__(
            f"The device {device} in the relay's list was not let in by any of yours, so no keys were given out. "
            "Ask whoever runs the relay; if you don't trust it any more, set up a vault on another one."
        )


class ForgedKeys(CoffeechatError):
    def __init__(self, device: str) -> None:
        super().__init__(
            f"New keys for this vault, said to be from the device {device}, can't be proved to come from one of your "
            "machines, so they were not taken and nothing was changed. Ask whoever runs the relay; if you don't trust "
            "it any more, set up a vault on another one."
        )


class NoNewKeys(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "A machine was shut out of this vault and the keys were changed, but none were left for this one. Run "
            "`coffeechat sync link` on another of your machines, and `coffeechat sync join` with its line here."
        )


class RotationUnknown(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "The relay was restored from before a machine was shut out, and it isn't known here which one that was. "
            "Sync another of your machines, which may know. If none does, run `coffeechat sync setup URL` with another "
            "relay here, and `coffeechat sync join` on the others."
        )


class Stopped(CoffeechatError):
    def __init__(self, why: Exception) -> None:
        super().__init__(
            f"Sync has stopped by a mistake of coffeechat's own ({type(why).__name__}: {why}). Everything is kept "
            "here; start the app again, and if this goes on, report that sentence."
        )


class AtWork(CoffeechatError):
    def __init__(self) -> None:
        super().__init__("This file is being synced by another process; try again in a moment.")
