"""How much one person may ask: a bucket of tokens each, so that nobody is served at the cost of others."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

CAPACITY = 30
"""What a person may do in one go: far more than a conversation, even tapped in haste."""
RATE = 1.0
"""What she may do a second after that."""
FULL = timedelta(seconds=CAPACITY / RATE)
"""After that long without a word a bucket is full again: it is that of somebody who never came."""
REMEMBERED = 10_000
"""People whose bucket is kept; the one seen longest ago is forgotten first, and starts again full."""


class Verdict(Enum):
    """What becomes of what a person does."""

    SERVED = auto()
    TOLD = auto()
    """Not served, and she is told to wait: once, until her bucket is full again."""
    LEFT = auto()


@dataclass(slots=True)
class _Bucket:
    level: float
    at: datetime
    told: bool = False


class Buckets:
    """The buckets, by person, in the order in which they came last."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, who: int, now: datetime) -> Verdict:
        """Take a token from the bucket of a person."""
        bucket = self._buckets.setdefault(who, _Bucket(CAPACITY, now))
        elapsed = max((now - bucket.at).total_seconds(), 0.0)  # a clock may be put back
        bucket.level = min(bucket.level + elapsed * RATE, CAPACITY)
        bucket.at = now
        self._forget(who, now)
        if bucket.level == CAPACITY:
            bucket.told = False
        if bucket.level >= 1:
            bucket.level -= 1
            return Verdict.SERVED
        verdict = Verdict.LEFT if bucket.told else Verdict.TOLD
        bucket.told = True
        return verdict

    def _forget(self, who: int, now: datetime) -> None:
        """Forget those who came long before somebody who comes now."""
        self._buckets.move_to_end(who)
        while len(self._buckets) > REMEMBERED or now - next(iter(self._buckets.values())).at > FULL:
            self._buckets.popitem(last=False)
