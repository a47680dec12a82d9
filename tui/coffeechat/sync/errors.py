"""What can go wrong between a machine and its relay, each with its sentence."""

from __future__ import annotations

from coffeechat.errors import CoffeechatError


class Refused(CoffeechatError):
    """The relay answered with an error; `code` is stable (`coffeechat_server.protocol.Code`)."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NotSettled(CoffeechatError):
    def __init__(self) -> None:
        super().__init__(
            "Other machines kept writing while this one was syncing; everything is safe here. "
            "Run `coffeechat sync now` again."
        )
