"""The texts of a talk, one at a time in front: the answer to each question, and the free notes. Each keeps its cursor
and its own undo."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import Vertical

from coffeechat.errors import CoffeechatError
from coffeechat.widgets.writing import Writing


class Answers(Vertical):
    """By the keys that `Course` gives them; made when they are first opened, hidden when another comes to the front."""

    def __init__(self) -> None:
        super().__init__()
        self._writings: dict[bytes, Writing] = {}
        self._front: bytes | None = None

    @property
    def front(self) -> Writing | None:
        """The one that is typed in."""
        return self._writings.get(self._front or b"")

    async def open(self, key: bytes, stored: str | None, hint: str) -> None:
        """Bring one to the front, and the cursor with it."""
        if self.front is not None:
            self.front.display = False
        self._front = key
        if key not in self._writings:
            self._writings[key] = Writing(stored, placeholder=hint)
            await self.mount(self._writings[key])
            self._writings[key].move_cursor(self._writings[key].document.end)
        writing = self._writings[key]
        writing.display = True
        self.screen.set_focus(writing)

    def rename(self, key: bytes, to: bytes) -> None:
        """A question nobody planned has become one of the plan."""
        if key in self._writings:
            self._writings[to] = self._writings.pop(key)
            self._front = to if self._front == key else self._front

    def save(self, store: Callable[[bytes, str, str], None]) -> bool:
        """Give each text that is not saved yet to `store`, with its key and how it was; says whether there was one.

        Raises the first CoffeechatError that `store` raises, after all were tried.
        """
        failed: CoffeechatError | None = None
        has_saved = False
        for key, writing in list(self._writings.items()):
            try:
                has_saved |= writing.save(lambda text, saved, key=key: store(key, text, saved))  # type: ignore[misc]
            except CoffeechatError as error:
                failed = failed or error
        if failed:
            raise failed
        return has_saved

    def show(self, stored: Callable[[bytes], str | None]) -> None:
        """Take over what was written elsewhere."""
        for key, writing in self._writings.items():
            writing.show(stored(key))
