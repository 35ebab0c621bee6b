"""An event loop whose time is not that of the world: it goes straight to the next thing that is due.

Everything asyncio times (`sleep`, `timeout`, `call_at`) is exact and takes no time. For code without sockets
nor threads: what would wait for ever is an error.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Instant(selectors.SelectSelector):
    """A selector that makes the time pass instead of waiting."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready now; nothing ready makes the time pass."""
        if timeout is None:
            raise AssertionError("everything waits, and nothing will come")
        self.now += max(timeout, 0.0)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop; its time begins at zero."""

    def __init__(self) -> None:
        self._instant = _Instant()
        super().__init__(self._instant)
        self._clock_resolution = 1e-9

    def time(self) -> float:
        """The seconds that passed."""
        return self._instant.now

    def hold(self, seconds: float) -> None:
        """Make the time pass while nothing else runs, as something slow does."""
        self._instant.now += seconds


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
