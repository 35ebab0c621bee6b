"""The platform's flood control: too many calls are refused with 429, and a time to wait.

What is public is 30 messages a second in all, one a second in a chat where « short bursts » pass, 20 a minute
in a group. How long a burst may be is not public: `BURST` is a guess, on the strict side of what is reported.
"""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from math import ceil
from typing import Final

from tests.botapi.calls import Call
from tests.botapi.limits import ApiError

PER_SECOND: Final = 30
PER_SECOND_IN_A_CHAT: Final = 1
PER_MINUTE_IN_A_GROUP: Final = 20
BURST: Final = 5
"""Messages that a person may be sent at once, after a silence."""


class Window:
    """At most so many in any sliding span of time."""

    def __init__(self, most: int, span: float) -> None:
        self._most, self._span = most, span
        self._passed: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return how long until one more may pass, zero when it may."""
        while self._passed and self._passed[0] <= now - self._span:
            self._passed.popleft()
        return 0.0 if len(self._passed) < self._most else self._passed[0] + self._span - now

    def note(self, now: float) -> None:
        """Let one pass."""
        self._passed.append(now)


class Bucket:
    """One at a time at a steady rate, after a burst."""

    def __init__(self, burst: int, rate: float) -> None:
        self._burst, self._rate = burst, rate
        self._full_at = 0.0

    def wait(self, now: float) -> float:
        """Return how long until one more may pass, zero when it may."""
        return max(0.0, self._full_at - now - (self._burst - 1) / self._rate)

    def note(self, now: float) -> None:
        """Let one pass."""
        self._full_at = max(self._full_at, now) + 1 / self._rate


class Flood:
    """Counts what is sent, and refuses what is too much."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = Window(PER_SECOND, 1.0)
        self._groups: dict[int, Window] = defaultdict(lambda: Window(PER_MINUTE_IN_A_GROUP, 60.0))
        self._chats: dict[int, Bucket] = defaultdict(lambda: Bucket(BURST, PER_SECOND_IN_A_CHAT))

    def check(self, call: Call) -> None:
        """Count a call; raise the refusal of one too many."""
        chat = call.chat_id
        if chat is None or not call.sends:
            return
        now = self._clock()
        rules = (self._all, self._groups[chat] if chat < 0 else self._chats[chat])
        wait = max(rule.wait(now) for rule in rules)
        if wait > 0:
            seconds = max(1, ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        for rule in rules:
            rule.note(now)
